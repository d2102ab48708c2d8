import { Profile } from '@tieline/plugin-integrations-common/governance';

export const YEARS = 3;
const MONTHS = YEARS * 12;
const GROWS_FOR_MONTHS = 24;
export const DAYS_A_MONTH = 365 / 12;

/**
 * Volume over three years, month by month: it moves in a straight line from
 * now to two years, and stays there. A month counts with what it has in its
 * middle.
 */
export class VolumeOverTime {
  /** Messages of each month. */
  readonly months: readonly number[];
  readonly total: number;

  constructor(nowPerDay: number, inTwoYearsPerDay: number) {
    this.months = Array.from({ length: MONTHS }, (_, month) => {
      const grown = Math.min(1, (month + 0.5) / GROWS_FOR_MONTHS);
      return (
        (nowPerDay * (1 - grown) + inTwoYearsPerDay * grown) * DAYS_A_MONTH
      );
    });
    this.total = this.months.reduce((sum, month) => sum + month, 0);
  }

  /** A volume that nobody expects to change stays as it is. */
  static of(profile: Profile): VolumeOverTime {
    const { volumePerDay: now, volumePerDayInTwoYears: later = now } = profile;
    return new VolumeOverTime(now, later);
  }

  /** The higher of now and in two years: what curves and break-evens are over. */
  static peakOf({ volumePerDay, volumePerDayInTwoYears }: Profile): number {
    return Math.max(volumePerDay, volumePerDayInTwoYears ?? volumePerDay);
  }

  /** With another peak a day, now and later in the proportion that the profile has. */
  static scaled(profile: Profile, peak: number): VolumeOverTime {
    const own = VolumeOverTime.peakOf(profile);
    if (own === 0) {
      return new VolumeOverTime(peak, peak);
    }
    const { volumePerDay: now, volumePerDayInTwoYears: later = now } = profile;
    return new VolumeOverTime((now / own) * peak, (later / own) * peak);
  }
}
