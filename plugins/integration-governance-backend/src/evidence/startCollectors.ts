import {
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { PollingLoop } from '@tieline/plugin-integrations-node';
import { readInterval } from '../readInterval';
import { Evaluator } from '../scorecard/Evaluator';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { ContractsCollector } from './ContractsCollector';
import { ContractsStore } from './ContractsStore';
import { DriftCollector } from './DriftCollector';
import { DriftStore } from './DriftStore';
import { EvidenceRefresh } from './EvidenceRefresh';
import { HealthCollector } from './HealthCollector';
import { HealthStore } from './HealthStore';
import { ContractsAccess, TelemetryAccess } from './pluginAccess';
import { SourceStore } from './SourceStore';

const PAUSE_MS = 5_000;

/** All drift, and the contracts of all integrations, are read at once: of many it takes no more than a fifth of the time. */
const REST_FACTOR = 4;

/** The others follow in the next turn. */
const EXPIRED_AT_ONCE = 500;

/**
 * Reads health, drift and contracts again and again, and looks for what has run
 * out; what changed is evaluated.
 *
 * @returns what reads all of it at once, for a run that somebody asked for
 */
export function startCollectors(options: {
  config: RootConfigService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  telemetry: TelemetryAccess;
  contractsApi: ContractsAccess;
  sources: SourceStore;
  snapshots: HealthStore;
  drift: DriftStore;
  contracts: ContractsStore;
  evaluator: Evaluator;
  scorecards: ScorecardStore;
}): EvidenceRefresh {
  const { config, lifecycle, logger, telemetry, sources } = options;
  const { evaluator, scorecards } = options;
  const evaluate = (entityRefs?: string[]) => evaluator.evaluate(entityRefs);
  const health = new HealthCollector({
    ...{ telemetry, sources, logger },
    snapshots: options.snapshots,
    onChange: evaluate,
  });
  const drift = new DriftCollector({
    ...{ telemetry, sources, logger },
    items: options.drift,
    onChange: () => evaluate(),
  });
  const contracts = new ContractsCollector({
    ...{ sources, logger },
    contracts: options.contractsApi,
    snapshots: options.contracts,
    onChange: evaluate,
  });
  const loop = (
    name: string,
    interval: string,
    turn: () => Promise<void>,
    restFactor = 0,
  ) =>
    new PollingLoop({
      ...{ name, turn, restFactor, logger },
      pauseMs: readInterval(config, interval, PAUSE_MS),
    }).start(lifecycle);
  loop('Reading health', 'healthInterval', () => health.collect());
  loop('Reading drift', 'driftInterval', () => drift.collect(), REST_FACTOR);
  loop(
    'Reading contracts',
    'contractsInterval',
    () => contracts.collect(),
    REST_FACTOR,
  );
  loop('Looking for evidence that has run out', 'expiryInterval', async () =>
    evaluate(await scorecards.listExpired(new Date(), EXPIRED_AT_ONCE)),
  );
  return new EvidenceRefresh({
    sources,
    collect: {
      telemetry: async () => {
        await health.collect();
        await drift.collect();
      },
      contracts: () => contracts.collect(),
    },
  });
}
