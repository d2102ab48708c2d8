import { LoggerService } from '@backstage/backend-plugin-api';
import {
  IntegrationProjection,
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { AttributionIndex } from '../attribution/AttributionIndex';
import { ExemplarStore } from '../exemplars/ExemplarStore';
import { HealthStore } from '../health/HealthStore';
import { Exemplar } from '../series/Exemplar';
import { DayCalls } from './DayCalls';
import { DecisionStore } from './DecisionStore';
import { DriftFinder } from './DriftFinder';
import { DriftItemStore } from './DriftItemStore';
import { DriftLoop } from './DriftLoop';
import { DriftReader } from './DriftReader';
import { FlowSource, FlowStore } from './FlowStore';
import { OwnerGuesser } from './OwnerGuesser';
import { SeriesMismatches } from './SeriesMismatches';

/** Puts together what compares declared with observed, and what answers for it. */
export function createDrift(options: {
  knex: Knex;
  projection: IntegrationProjection;
  health: HealthStore;
  resolver: () => ServiceResolver;
  index: () => AttributionIndex;
  /** Adds what others know of. */
  overFlows: (own: FlowStore) => FlowSource;
  exemplars: ExemplarStore;
  traceLink?: (exemplar: Exemplar) => string;
  logger: LoggerService;
  intervalMs: number;
  now: () => number;
}) {
  const { knex, projection, resolver } = options;
  const flows = options.overFlows(new FlowStore({ knex }));
  const items = new DriftItemStore({ knex });
  const decisions = new DecisionStore({ knex });
  let integrations: readonly ProjectedIntegration[] = [];
  const loop = new DriftLoop({
    ...options,
    finder: new DriftFinder({
      ...options,
      flows,
      series: new SeriesMismatches({ knex }),
    }),
    items,
    decisions,
  });
  return {
    loop,
    reader: new DriftReader({
      ...options,
      items,
      decisions,
      flows,
      days: new DayCalls({ knex }),
      owners: new OwnerGuesser({ projection, resolver }),
      resolver,
      integrations: () => integrations,
    }),

    /** From now on these are all that are declared. */
    use(current: readonly ProjectedIntegration[]): void {
      integrations = current;
      loop.use(current);
    },
  };
}
