import { CostRange } from '@tieline/plugin-integrations-common/governance';

/** Knows what integrations cost to run, in the currency of the price list. */
export interface RunCostSource {
  /** Of a month; undefined where nobody knows. */
  monthlyCost(entityRef: string): Promise<CostRange | undefined>;
}
