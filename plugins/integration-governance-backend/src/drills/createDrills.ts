import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  IntegrationProjection,
  PollingLoop,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { TelemetryAccess } from '../evidence/pluginAccess';
import { Reviews } from '../reviews/createReviews';
import { FailureModes } from '../runbooks/FailureModes';
import { Evaluator } from '../scorecard/Evaluator';
import { Teller } from '../telling/Teller';
import { DrillNews } from './DrillNews';
import { DrillOffice } from './DrillOffice';
import { DrillSilencer } from './DrillSilencer';
import { DrillStore } from './DrillStore';
import { DrillSuggestions } from './DrillSuggestions';
import { FaultTestTaker } from './FaultTestTaker';
import { RecentFailures } from './RecentFailures';

/** What the routes of drills need. */
export interface Drills {
  store: DrillStore;
  office: DrillOffice;
  findings: Reviews['findings'];
  suggestions: DrillSuggestions;
}

/**
 * Rehearsals of failures: silences their windows, lets fault tests stand for
 * them, and reminds owners.
 */
export function createDrills(options: {
  knex: Knex;
  projection: IntegrationProjection;
  store: DrillStore;
  modes: FailureModes;
  evaluator: Evaluator;
  findings: Reviews['findings'];
  telemetry: TelemetryAccess;
  notifications: NotificationService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  pauseMs: number;
}): Drills {
  const { lifecycle, logger, store } = options;
  const silencer = new DrillSilencer(options);
  const faultTests = new FaultTestTaker(options);
  const news = new DrillNews({
    ...options,
    teller: new Teller({ ...options, now: () => Date.now() }),
  });
  const turns: Array<[name: string, turn: (now: Date) => Promise<void>]> = [
    ['Silencing drills', now => silencer.turn(now)],
    ['Taking fault tests over as drills', now => faultTests.turn(now)],
    ['Reminding of drills', now => news.tell(now)],
  ];
  for (const [name, turn] of turns) {
    new PollingLoop({
      name,
      turn: () => turn(new Date()),
      pauseMs: options.pauseMs,
      logger,
    }).start(lifecycle);
  }
  return {
    store,
    office: new DrillOffice({ ...options, silencer }),
    findings: options.findings,
    suggestions: new DrillSuggestions({
      ...options,
      failures: new RecentFailures(options),
    }),
  };
}
