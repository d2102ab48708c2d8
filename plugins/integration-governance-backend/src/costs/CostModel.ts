import { Pattern } from '@tieline/plugin-integrations-common';
import {
  BreakEven,
  CostCurve,
  CostEstimate,
  CostRange,
  PriceList,
  Profile,
  Sensitivity,
} from '@tieline/plugin-integrations-common/governance';

/** What is known besides the profile. */
export interface CostCircumstances {
  /** Patterns with a platform that runs already and has room: only its share counts, not a new one. */
  withPlatform?: ReadonlySet<Pattern>;
  /** Those that break-evens and sensitivities compare, such as what fits the profile; all where it is missing. */
  candidates?: ReadonlySet<Pattern>;
}

/**
 * What integrations cost over three years. Pure arithmetic over a price list:
 * it reads no clock, no database and no network.
 */
export interface CostModel {
  /** The unit prices and efforts, each with its source. */
  readonly prices: PriceList;

  /** Development, maintenance, infrastructure, training and licence, each with formula and inputs. */
  estimate(
    pattern: Pattern,
    profile: Profile,
    circumstances?: CostCircumstances,
  ): CostEstimate;

  /** What leaving a pattern once it runs would cost. */
  leaving(pattern: Pattern, profile: Profile): CostRange;

  /** The totals of all patterns over the peak of now and in two years, the other in proportion: from none to some times what is expected in two years. */
  curves(profile: Profile, circumstances?: CostCircumstances): CostCurve[];

  /** Where the cheapest changes as volume grows, with the range of where that may be. */
  breakEvens(profile: Profile, circumstances?: CostCircumstances): BreakEven[];

  /** The assumptions of the cheapest patterns, those that tip the choice within their range first. */
  sensitivities(
    profile: Profile,
    circumstances?: CostCircumstances,
  ): Sensitivity[];
}
