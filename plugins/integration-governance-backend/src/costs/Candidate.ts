import { Pattern } from '@tieline/plugin-integrations-common';
import { Amount } from './amounts';
import { VolumeOverTime } from './VolumeOverTime';

/** A pattern that may be the cheapest. */
export interface Candidate {
  pattern: Pattern;
  amountsFor(volume: VolumeOverTime): Amount[];
  /** With a peak of so many a day, in the profile's proportion of now and later. */
  amountsAt(peak: number): Amount[];
}
