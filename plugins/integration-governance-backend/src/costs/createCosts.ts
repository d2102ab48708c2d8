import {
  AuthService,
  DiscoveryService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { Knex } from 'knex';
import { createTelemetryAccess } from '../evidence/pluginAccess';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { GroupSizes } from '../scorecard/GroupSizes';
import { BuildOrBuyDesk } from './buildOrBuy/BuildOrBuyDesk';
import { addBuildOrBuyRoutes } from './buildOrBuy/buildOrBuyRoutes';
import { readBuildOrBuyRules } from './buildOrBuy/BuildOrBuyRules';
import { readEngineers } from './buildOrBuy/readEngineers';
import { CostModel } from './CostModel';
import { PriceBook } from './PriceBook';
import { addInterventionRoutes } from './running/interventionRoutes';
import { InterventionStore } from './running/InterventionStore';
import { QuotaReader } from './running/QuotaReader';
import { RunCostCalculator } from './running/RunCostCalculator';
import { addRunCostRoutes } from './running/runCostRoutes';
import { RunCostStore } from './running/RunCostStore';
import { VolumeCollector } from './running/VolumeCollector';
import { VolumeStore } from './running/VolumeStore';

/** Run costs, quotas, work by hand, and building against buying, put together; their job is scheduled. */
export async function createCosts(options: {
  knex: Knex;
  projection: IntegrationProjection;
  surroundings: SurroundingsCache;
  book: PriceBook;
  model: CostModel;
  config: RootConfigService;
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  scheduler: SchedulerService;
}) {
  const { projection, book } = options;
  const volumes = new VolumeStore(options);
  const interventions = new InterventionStore(options);
  const store = new RunCostStore(options);
  const calculator = new RunCostCalculator({
    ...{ projection, book, volumes, interventions, store },
  });
  const desk = new BuildOrBuyDesk({
    ...options,
    volumes,
    rules: await readBuildOrBuyRules(),
    engineers: readEngineers(options.config),
  });
  const collector = new VolumeCollector({
    ...options,
    telemetry: createTelemetryAccess(options),
    volumes,
  });
  await options.scheduler.scheduleTask({
    id: 'calculate-run-costs',
    frequency: { minutes: 15 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 10 },
    fn: async signal => {
      await collector.collect(new Date(), signal);
      await calculator.calculate();
    },
  });
  return {
    store,
    volumes,
    addRoutes(router: Router, guard: RouteGuard) {
      addRunCostRoutes(router, {
        ...{ guard, store },
        quotas: new QuotaReader({
          ...{ projection, volumes },
          sizes: new GroupSizes(options.knex),
        }),
        surroundings: options.surroundings,
        prices: book.list,
      });
      addBuildOrBuyRoutes(router, { guard, desk });
      addInterventionRoutes(router, {
        ...{ guard, projection, interventions, calculator },
      });
    },
  };
}

export type Costs = Awaited<ReturnType<typeof createCosts>>;
