import {
  Drill,
  Regret,
  RunCost,
} from '@tieline/plugin-integrations-common/governance';

/** What an integration costs to run. */
export interface RunCostSource {
  /** Of the last 30 days; undefined where nothing is known. */
  runCost(
    entityRef: string,
  ): Promise<Pick<RunCost, 'perMonth' | 'currency' | 'unmeasured'> | undefined>;
  /** The dearest first. */
  mostExpensive(
    limit: number,
  ): Promise<Array<Pick<RunCost, 'integration' | 'perMonth' | 'currency'>>>;
}

/** Decisions that reality has left. */
export interface RegretSource {
  /** @param entityRef - of all integrations where it is missing */
  openRegrets(
    entityRef?: string,
  ): Promise<
    Array<
      Pick<Regret, 'decision' | 'integration' | 'reasons' | 'recommendedToday'>
    >
  >;
}

/** What was practised. */
export interface DrillSource {
  /** The last one that took place; undefined where there was none. */
  lastDrill(
    entityRef: string,
  ): Promise<
    | Pick<
        Drill,
        'failureModeTitle' | 'heldAt' | 'outcome' | 'minutesToRecover'
      >
    | undefined
  >;
}

/** What an agenda asks besides; an agenda has no item of what is missing here. */
export interface AgendaSources {
  costs?: RunCostSource;
  regrets?: RegretSource;
  drills?: DrillSource;
}
