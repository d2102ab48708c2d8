import { LoggerService } from '@backstage/backend-plugin-api';
import {
  IntegrationProjection,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { AttributionIndex } from '../attribution/AttributionIndex';
import { HealthStore } from '../health/HealthStore';
import { DecisionStore } from './DecisionStore';
import { DriftFinder } from './DriftFinder';
import { DriftItemStore } from './DriftItemStore';
import { DriftLoop } from './DriftLoop';
import { FlowSource, FlowStore } from './FlowStore';
import { SeriesElsewhere } from './SeriesElsewhere';
import { SeriesMismatches } from './SeriesMismatches';

/** Puts together what compares declared with observed. */
export function createDriftLoop(options: {
  knex: Knex;
  projection: IntegrationProjection;
  health: HealthStore;
  resolver: () => ServiceResolver;
  index: () => AttributionIndex;
  /** Integrations whose series are not here. */
  elsewhere?: SeriesElsewhere;
  /** Adds what others know of. */
  overFlows: (own: FlowStore) => FlowSource;
  logger: Pick<LoggerService, 'error'>;
  intervalMs: number;
  now: () => number;
}): DriftLoop {
  const { knex } = options;
  return new DriftLoop({
    ...options,
    finder: new DriftFinder({
      ...options,
      flows: options.overFlows(new FlowStore({ knex })),
      series: new SeriesMismatches({ knex, elsewhere: options.elsewhere }),
    }),
    items: new DriftItemStore({ knex }),
    decisions: new DecisionStore({ knex }),
  });
}
