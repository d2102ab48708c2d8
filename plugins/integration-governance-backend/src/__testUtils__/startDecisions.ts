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
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { openDatabase } from '../database';
import { DecisionMatrix } from '../decisions/DecisionMatrix';
import { DecisionOffice } from '../decisions/DecisionOffice';
import { addDecisionRoutes } from '../decisions/decisionRoutes';
import { DecisionStore } from '../decisions/DecisionStore';
import { HealthStore } from '../evidence/HealthStore';
import { PipelineStore } from '../evidence/PipelineStore';
import { readApiDocument } from '../http/readApiDocument';
import { fakeCosts } from './fakeCosts';

/** The routes of decisions over a real database, with a catalog and health as given. */
export async function startDecisions(
  knex: Knex,
  given: { entities: Entity[]; health?: HealthSummary[] },
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
  const matrix = await DecisionMatrix.read();
  const store = new DecisionStore({ knex, projection });
  const office = new DecisionOffice({
    store,
    projection,
    pipelines,
    health,
    matrix,
    costs: fakeCosts,
  });
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
          addDecisionRoutes(router, {
            guard: new RouteGuard(services),
            projection,
            matrix,
            store,
            office,
          });
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
    office,
    projection,
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
  };
}
