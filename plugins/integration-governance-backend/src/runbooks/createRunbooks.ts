import {
  AuthService,
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { OutboundGuard, PollingLoop } from '@tieline/plugin-integrations-node';
import { Evaluator } from '../scorecard/Evaluator';
import { FailureModes } from './FailureModes';
import { RunbookLooker } from './RunbookLooker';
import { LastDrills, RunbookOffice } from './RunbookOffice';
import { RunbookStore } from './RunbookStore';
import { RunbookWatch } from './RunbookWatch';

/** What the routes of runbooks need. */
export interface Runbooks {
  modes: FailureModes;
  office: RunbookOffice;
}

/** Runbooks: looks whether they can be reached, and takes what people confirm. */
export function createRunbooks(options: {
  store: RunbookStore;
  modes: FailureModes;
  lastDrills: LastDrills;
  evaluator: Evaluator;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  pauseMs: number;
}): Runbooks {
  const { config, evaluator, lifecycle, logger, modes, store } = options;
  const outbound = config.getOptionalConfig('integrationGovernance.outbound');
  const watch = new RunbookWatch({
    store,
    looker: new RunbookLooker({
      ...options,
      guard: new OutboundGuard({
        // Anybody with a catalog entry names addresses: none is asked unless it is said.
        allowedHosts: outbound?.getOptionalStringArray('allowedHosts') ?? [],
        allowPrivateAddresses: outbound?.getOptionalBoolean(
          'allowPrivateAddresses',
        ),
      }),
      portal: config.getOptionalString('app.baseUrl'),
    }),
    onChange: entityRefs => evaluator.evaluate(entityRefs),
  });
  new PollingLoop({
    name: 'Looking at runbooks',
    turn: () => watch.turn(),
    pauseMs: options.pauseMs,
    logger,
  }).start(lifecycle);
  return { modes, office: new RunbookOffice({ ...options }) };
}
