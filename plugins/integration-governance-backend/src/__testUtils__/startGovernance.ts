import {
  BackstageCredentials,
  BackstageUserPrincipal,
  BackendFeature,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import {
  Contract,
  ContractEvidence,
} from '@tieline/plugin-integrations-common/contracts';
import {
  Alarm,
  DriftItem,
  HealthSummary,
  RunOccurrence,
  SeriesSet,
} from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import request from 'supertest';
import { integrationGovernancePlugin } from '../plugin';

/** What the catalog, the telemetry and the contracts API say; a test changes it while the plugin runs. */
export interface World {
  entities: Entity[];
  health: HealthSummary[];
  drift: DriftItem[];
  /** Calls a minute of an integration on each day that is asked for; unmeasured where it is missing. */
  volumeOn?: (name: string, day: string) => number | null;
  alarms: Alarm[];
  /** Series by the names of integrations; telemetry has not heard of the others. */
  series: Record<string, Partial<SeriesSet>>;
  /** Runs by the names of integrations. */
  runs: Record<string, RunOccurrence[]>;
  /** Whether the telemetry API answers. */
  telemetryIsUp: boolean;
  contracts: ContractEvidence[];
  /** Whole contracts, by their registry and subject. */
  contractDetails: Record<string, Contract>;
  /** Whether the contracts API answers. */
  contractsAreUp: boolean;
  /** The decision for each permission by name; allowed where none is here. */
  decisions: Record<string, PolicyDecision>;
  /** The groups of people, by their names. */
  groupsOf: Record<string, string[]>;
  /** What people were told. */
  notifications: NotificationSendOptions[];
  /** Whether nobody takes notifications. */
  notificationsAreDown: boolean;
  /** More of the plugin's configuration. */
  config: JsonObject;
  /** More that is installed, such as modules with checks. */
  features: BackendFeature[];
}

/** A telemetry API that pages like the real one, one item a page. */
function telemetryPlugin(world: World) {
  return createBackendPlugin({
    pluginId: 'integration-telemetry',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use((req, res) => {
            if (!world.telemetryIsUp) {
              res.status(503).json({ error: { message: 'down' } });
              return;
            }
            const [, , kind, , name] = req.path.split('/');
            if (kind === 'series' && !world.series[name] && world.volumeOn) {
              res.json(seriesOf(world, req.path, req.query as never));
              return;
            }
            if (kind === 'series') {
              const known = world.series[name];
              res.status(known ? 200 : 404).json(known ?? {});
              return;
            }
            if (kind === 'runs') {
              res.json({ items: world.runs[name] ?? [] });
              return;
            }
            const lists: Record<string, unknown[]> = {
              '/v1/health': world.health,
              '/v1/alarms': world.alarms,
            };
            const items = lists[req.path] ?? world.drift;
            const at = Number(req.query.cursor ?? 0);
            res.json({
              items: items.slice(at, at + 1),
              totalItems: items.length,
              pageInfo: {
                nextCursor: at + 1 < items.length ? String(at + 1) : undefined,
              },
            });
          });
        },
      });
    },
  });
}

/** One point a day, as the real one gives where days are asked for. */
function seriesOf(
  world: World,
  path: string,
  { from, to }: { from: string; to: string },
) {
  const name = path.split('/').at(-1)!;
  const days: string[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return {
    values: {
      throughputPerMinute: days.map(day => world.volumeOn?.(name, day) ?? null),
    },
  };
}

/** A contracts API that pages like the real one, one item a page. */
function contractsPlugin(world: World) {
  return createBackendPlugin({
    pluginId: 'integration-contracts',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use((req, res) => {
            if (!world.contractsAreUp) {
              res.status(503).json({ error: { message: 'down' } });
              return;
            }
            const [, detail] = /^\/v1\/contracts\/(.+)$/.exec(req.path) ?? [];
            if (detail) {
              res.json(world.contractDetails[decodeURIComponent(detail)]);
              return;
            }
            const at = Number(req.query.cursor ?? 0);
            res.json({
              items: world.contracts.slice(at, at + 1),
              nextCursor:
                at + 1 < world.contracts.length ? String(at + 1) : undefined,
            });
          });
        },
      });
    },
  });
}

/** Asks again until an answer is as wanted; fails when the test's time is up. */
export async function until<T>(
  ask: () => Promise<T>,
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
export async function startGovernance(knex: Knex, given: Partial<World>) {
  const world: World = {
    entities: [],
    health: [],
    drift: [],
    alarms: [],
    series: {},
    runs: {},
    telemetryIsUp: true,
    contracts: [],
    contractDetails: {},
    contractsAreUp: true,
    decisions: {},
    groupsOf: {},
    notifications: [],
    notificationsAreDown: false,
    config: {},
    features: [],
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
  const logger = mockServices.rootLogger.mock({ child: () => logger });
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(auditEvent);
  const scheduler = mockServices.scheduler();
  const backend = await startTestBackend({
    features: [
      integrationGovernancePlugin,
      telemetryPlugin(world),
      contractsPlugin(world),
      ...world.features,
      logger.factory,
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
      mockServices.permissions.mock({
        authorize: decide,
        authorizeConditional: decide,
      }).factory,
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async (notification: NotificationSendOptions) => {
            if (world.notificationsAreDown) {
              throw new Error('They are down');
            }
            world.notifications.push(notification);
          },
        }),
      }),
      auditor.factory,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async (credentials: BackstageCredentials) => {
            const { userEntityRef } =
              credentials.principal as BackstageUserPrincipal;
            const groups = world.groupsOf[userEntityRef.split('/')[1]] ?? [];
            return {
              userEntityRef,
              ownershipEntityRefs: [userEntityRef, ...groups],
            };
          },
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          integrationGovernance: {
            catalogInterval: '20ms',
            healthInterval: '20ms',
            driftInterval: '20ms',
            contractsInterval: '20ms',
            expiryInterval: '20ms',
            ...world.config,
          },
        },
      }),
    ],
  });
  const agent = request(backend.server);
  const path = (rest: string) => `/api/integration-governance${rest}`;
  return {
    world,
    auditor,
    auditEvent,
    logger,
    stop: () => backend.stop(),
    /** Runs a scheduled task now. */
    runTask: (id: string) => scheduler.triggerTask(id),
    get: (rest: string) => agent.get(path(rest)),
    post: (rest: string, body: object) => agent.post(path(rest)).send(body),
    /** As somebody who does not say who they are. */
    getUnknown: (rest: string) =>
      agent
        .get(path(rest))
        .set('Authorization', mockCredentials.none.header())
        .buffer(true),
    getAs: (person: string, rest: string) =>
      agent
        .get(path(rest))
        .set(
          'Authorization',
          mockCredentials.user.header(`user:default/${person}`),
        ),
    /** As another person than the one who asks otherwise. */
    postAs: (person: string, rest: string, body: object) =>
      agent
        .post(path(rest))
        .set(
          'Authorization',
          mockCredentials.user.header(`user:default/${person}`),
        )
        .send(body),
    putAs: (person: string, rest: string, body: object) =>
      agent
        .put(path(rest))
        .set(
          'Authorization',
          mockCredentials.user.header(`user:default/${person}`),
        )
        .send(body),
    put: (rest: string, body: object) => agent.put(path(rest)).send(body),
    remove: (rest: string) => agent.delete(path(rest)),
    removeAs: (person: string, rest: string) =>
      agent
        .delete(path(rest))
        .set(
          'Authorization',
          mockCredentials.user.header(`user:default/${person}`),
        ),
    /** Waits until each integration that the catalog has was evaluated. */
    settled: () =>
      until(
        async () => (await agent.get(path('/v1/integrations?limit=500'))).body,
        body =>
          body.items?.length ===
            world.entities.filter(({ kind }) => kind === 'Integration')
              .length &&
          body.items.every((item: { score?: object }) => item.score) &&
          (!world.telemetryIsUp || body.healthReadAt !== undefined),
      ),
  };
}
