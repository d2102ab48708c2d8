import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { CostRange } from '@tieline/plugin-integrations-common/governance';
import {
  HealthSummary,
  IntegrationName,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { CostModel } from '../costs/CostModel';
import { openDatabase } from '../database';
import { createDecisions } from '../decisions/createDecisions';
import { addDecisionRoutes } from '../decisions/decisionRoutes';
import { addReconsiderationRoutes } from '../decisions/reconsiderations/reconsiderationRoutes';
import { addRegretRoutes } from '../decisions/regrets/regretRoutes';
import { HealthStore } from '../evidence/HealthStore';
import { TelemetryAccess } from '../evidence/pluginAccess';
import { PipelineStore } from '../evidence/PipelineStore';
import { readApiDocument } from '../http/readApiDocument';
import { RegretNews } from '../telling/RegretNews';
import { Teller } from '../telling/Teller';
import { fakeCosts } from './fakeCosts';

const DAY_MS = 86_400_000;

/** What telemetry observed of the fortnight before the day that is asked for. */
export interface Observed {
  /** Calls a day, the oldest first; null where a day was not measured. */
  volume?: Array<number | null>;
  p95Ms?: Array<number | null>;
  /** By consumer, on how many of the days. */
  consumers?: Record<string, number>;
}

/** The routes of decisions over a real database, with a catalog, health and telemetry as given. */
export async function startDecisions(
  knex: Knex,
  given: { entities: Entity[]; health?: HealthSummary[]; costs?: CostModel },
) {
  const decisions: Record<string, PolicyDecision> = {};
  const database = mockServices.database({ knex });
  await openDatabase(database);
  const projection = await IntegrationProjection.create({ database });
  await projection.upsert(
    given.entities.map(entity => ({
      ref: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
      entity,
    })),
  );
  const health = new HealthStore(knex);
  await health.writeDifferences(given.health ?? []);
  const pipelines = new PipelineStore(knex);
  await pipelines.remember(await projection.listIntegrations());
  const world = {
    observed: {} as Record<string, Observed>,
    telemetryIsUp: true,
    runCosts: {} as Record<string, CostRange>,
  };
  const notifications: NotificationSendOptions[] = [];
  const scheduler = mockServices.scheduler();
  const evaluated: string[][] = [];
  /** Another replica over the same database. */
  const replicate = async () => {
    const created = await createDecisions({
      ...{ knex, projection, health },
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
      costs: given.costs ?? fakeCosts,
      telemetry: {
        client: telemetryOf(world),
        requestOptions: async () => ({}),
      } as unknown as TelemetryAccess,
      runCosts: { monthlyCost: async ref => world.runCosts[ref] },
    });
    const teller = new Teller({
      knex,
      notifications: { send: async one => void notifications.push(one) },
      logger: mockServices.logger.mock(),
      now: () => Date.now(),
    });
    const news = new RegretNews({
      teller,
      architectRef: 'group:default/architects',
    });
    created.regrets.alsoWrite((tx, regret) => news.tell(tx, regret));
    return { ...created, deliver: () => teller.deliver() };
  };
  const own = await replicate();
  await own.start(scheduler, async refs => void evaluated.push(refs));
  const decide = async (
    queries: ReadonlyArray<{ permission: { name: string } }>,
  ): Promise<any> =>
    queries.map(
      ({ permission }) =>
        decisions[permission.name] ?? { result: AuthorizeResult.ALLOW },
    );
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(auditEvent);
  const plugin = createBackendPlugin({
    pluginId: 'integration-governance',
    register(env) {
      env.registerInit({
        deps: {
          auditor: coreServices.auditor,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
        },
        async init(services) {
          const router =
            createValidatedOpenApiRouterFromGeneratedEndpointMap<{}>(
              await readApiDocument(),
              {
                validatorOptions: {
                  validateRequests: { coerceTypes: 'array' },
                },
              },
            ) as unknown as Router;
          const guard = new RouteGuard(services);
          addDecisionRoutes(router, { guard, ...own.routes });
          addReconsiderationRoutes(router, {
            ...{ guard, projection },
            ...own.routes,
          });
          addRegretRoutes(router, { guard, ...own.routes });
          services.httpRouter.use(router);
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      auditor.factory,
      mockServices.permissions.mock({
        authorize: decide,
        authorizeConditional: decide,
      }).factory,
    ],
  });
  const agent = request(backend.server);
  const path = (rest: string) => `/api/integration-governance${rest}`;
  return {
    decisions,
    auditor,
    auditEvent,
    office: own.office,
    /** What each evaluation that was asked for is of. */
    evaluated,
    world,
    notifications,
    replicate,
    follow: own.follow,
    watch: own.watch,
    deliver: own.deliver,
    runTask: (id: string) => scheduler.triggerTask(id),
    projection,
    health,
    stop: () => backend.stop(),
    get: (rest: string) => agent.get(path(rest)),
    post: (rest: string, body: object, person = 'mock') =>
      agent
        .post(path(rest))
        .set(
          'Authorization',
          mockCredentials.user.header(`user:default/${person}`),
        )
        .send(body),
    put: (rest: string, body: object) => agent.put(path(rest)).send(body),
  };
}

/** Answers like the telemetry API, for whichever days are asked for. */
function telemetryOf(world: {
  observed: Record<string, Observed>;
  telemetryIsUp: boolean;
}) {
  const of = ({ namespace, name }: IntegrationName) => {
    if (!world.telemetryIsUp) {
      throw new Error('Telemetry is down');
    }
    return world.observed[`integration:${namespace}/${name}`] ?? {};
  };
  const daysBefore = (to: string, count: number) =>
    Array.from({ length: count }, (_, nth) =>
      new Date(Date.parse(to) - (count - nth) * DAY_MS).toISOString(),
    );
  return {
    getSeries: async (name: IntegrationName, { to }: { to: string }) => {
      const { volume = [], p95Ms = [] } = of(name);
      return {
        source: 'metrics',
        side: 'caller',
        at: daysBefore(to, volume.length),
        values: {
          throughputPerMinute: volume.map(calls => calls && calls / 1_440),
          p95Ms,
        },
      };
    },
    getUsage: async (name: IntegrationName, { to }: { to: string }) => ({
      source: 'metrics',
      side: 'caller',
      items: Object.entries(of(name).consumers ?? {}).map(
        ([consumer, count]) => ({
          consumer,
          days: daysBefore(to, count).map(at => ({
            date: at.slice(0, 10),
            calls: 5,
          })),
        }),
      ),
    }),
  };
}
