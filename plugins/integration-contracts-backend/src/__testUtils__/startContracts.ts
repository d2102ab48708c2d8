import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  notificationService,
  NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  Caller,
  Change,
  DriftItem,
  EndingNotice,
  Objective,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import request from 'supertest';
import { integrationContractsPlugin } from '../plugin';

/** What surrounds the plugin; a test changes it while the plugin runs. */
export interface World {
  entities: Entity[];
  /** What telemetry says of every integration. */
  usage: Array<Partial<UsageItem>>;
  /** What it says of one, by its name, where that is something else. */
  usageOf: Record<string, Array<Partial<UsageItem>>>;
  /** When telemetry heard anything last; now where it is missing. */
  heardAt?: string;
  /** What is called and nobody declared. */
  undeclared: Array<Partial<DriftItem>>;
  /** What responses say of their end. */
  endingNotices: EndingNotice[];
  /** Objectives of an integration, by its name. */
  objectives: Record<string, Array<Partial<Objective>>>;
  /** Who called one within some minutes, by its name. */
  callers: Record<string, Caller[]>;
  /** How often telemetry fails before it answers. */
  telemetryFailures: number;
  /** What telemetry was told. */
  changes: Change[];
  /** Whom notifications were sent to. */
  notifications: NotificationSendOptions[];
  /** The decision for each permission by name; allowed where none is here. */
  decisions: Record<string, PolicyDecision>;
  /** Neither telemetry nor notifications are installed. */
  isAlone: boolean;
  /** More that is installed. */
  features: BackendFeature[];
  logger: ReturnType<typeof mockServices.logger.mock>;
}

function answerOf(world: World, path: string): object {
  const [, , kind, , name] = path.split('/');
  switch (kind) {
    case 'status':
      return { lastReceivedAt: world.heardAt ?? new Date().toISOString() };
    case 'engines':
      return { items: [] };
    case 'drift':
      return { items: world.undeclared };
    case 'ending-notices':
      return { items: world.endingNotices, pageInfo: {} };
    case 'health':
      return {
        integration: { name },
        objectives: world.objectives[name] ?? [],
      };
    case 'callers':
      return { items: world.callers[name] ?? [] };
    default:
      return { items: world.usageOf[name] ?? world.usage, elsewhere: [] };
  }
}

function telemetryPlugin(world: World) {
  return createBackendPlugin({
    pluginId: 'integration-telemetry',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use((req, res) => {
            if (world.telemetryFailures > 0) {
              world.telemetryFailures -= 1;
              res.status(503).json({ error: { message: 'down' } });
            } else if (req.method === 'POST') {
              const parts: Buffer[] = [];
              req.on('data', part => parts.push(part));
              req.on('end', () => {
                const body = JSON.parse(Buffer.concat(parts).toString());
                world.changes.push(...body.changes);
                res.json({ accepted: body.changes.length });
              });
            } else {
              res.json(answerOf(world, req.path));
            }
          });
        },
      });
    },
  });
}

function around(world: World) {
  return [
    telemetryPlugin(world),
    createServiceFactory({
      service: notificationService,
      deps: {},
      factory: () => ({
        async send(notification: NotificationSendOptions) {
          world.notifications.push(notification);
        },
      }),
    }),
  ];
}

function createLogger() {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  return logger;
}

/** Asks again until an answer is as wanted; fails when the test's time is up. */
export async function until<T>(
  ask: () => Promise<T> | T,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

/** Starts the plugin in a world that the test holds in its hand. */
export async function startContracts(
  knex: Knex,
  given: Partial<World> = {},
  config: JsonObject = {},
  rootConfig: JsonObject = {},
) {
  const world: World = {
    entities: [],
    usage: [],
    usageOf: {},
    undeclared: [],
    endingNotices: [],
    objectives: {},
    callers: {},
    telemetryFailures: 0,
    changes: [],
    notifications: [],
    decisions: {},
    isAlone: false,
    features: [],
    logger: createLogger(),
    ...given,
  };
  const catalog = new Proxy({} as CatalogService, {
    get: (_, method: keyof CatalogService) => {
      const client: any = catalogServiceMock({ entities: world.entities });
      return client[method]?.bind(client);
    },
  });
  const decide = async (
    queries: ReadonlyArray<{ permission: { name: string } }>,
  ): Promise<any> =>
    queries.map(
      ({ permission }) =>
        world.decisions[permission.name] ?? { result: AuthorizeResult.ALLOW },
    );
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(auditEvent);
  const backend = await startTestBackend({
    features: [
      integrationContractsPlugin,
      ...(world.isAlone ? [] : around(world)),
      ...world.features,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => mockServices.database({ knex }),
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      world.logger.factory,
      mockServices.permissions.mock({
        authorize: decide,
        authorizeConditional: decide,
      }).factory,
      auditor.factory,
      mockServices.rootConfig.factory({
        data: {
          ...rootConfig,
          integrationContracts: { catalogInterval: '20ms', ...config },
        },
      }),
    ],
  });
  const agent = request(backend.server);
  const path = (rest: string) => `/api/integration-contracts${rest}`;
  const contract = (subject: string, registry = 'default') =>
    `/v1/contracts/${registry}/${encodeURIComponent(subject)}`;
  return {
    world,
    auditor,
    auditEvent,
    stop: () => backend.stop(),
    get: (rest: string) => agent.get(path(rest)),
    post: (rest: string, body: object) => agent.post(path(rest)).send(body),
    /** A body as it is. */
    send: (rest: string, body: string) =>
      agent.post(path(rest)).set('Content-Type', 'application/json').send(body),
    put: (rest: string, body: object) => agent.put(path(rest)).send(body),
    delete: (rest: string) => agent.delete(path(rest)),
    contract,
    publish: (subject: string, content: unknown, more: object = {}) =>
      agent.post(path(`${contract(subject)}/versions`)).send({
        text: typeof content === 'string' ? content : JSON.stringify(content),
        ...more,
      }),
  };
}
