import {
  BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  NotificationService,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import request from 'supertest';
import plugin from '..';

const BASE = '/api/integration-telemetry';

/** A catalog whose entities a test can change while the backend runs. */
export function createCatalog(entities: Entity[]) {
  let version = 0;
  const stamp = (entity: Entity): Entity => ({
    ...entity,
    metadata: { ...entity.metadata, etag: String((version += 1)) },
  });
  let current = catalogServiceMock({ entities: entities.map(stamp) });
  const all = [...entities];
  const service = new Proxy({} as typeof current, {
    get: (_target, name) => {
      const member = (current as any)[name];
      return typeof member === 'function' ? member.bind(current) : member;
    },
  });
  return {
    service,
    add(entity: Entity) {
      all.push(entity);
      current = catalogServiceMock({ entities: all.map(stamp) });
    },
  };
}

/** Starts the plugin as a backend would, on a database of the test's. */
export async function startTelemetry(options: {
  knex: Knex;
  catalog?: ReturnType<typeof createCatalog>;
  config?: object;
  permissions?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  /** Instead of Backstage's notifications, which are not there. */
  notify?: NotificationService['send'];
  /** More that is installed. */
  features?: BackendFeature[];
}) {
  const catalog = options.catalog ?? createCatalog([]);
  const backend = await startTestBackend({
    features: [
      plugin,
      ...(options.features ?? []),
      mockServices.database.factory({ knex: options.knex } as never),
      mockServices.rootConfig.factory({
        data: {
          integrationTelemetry: {
            // Starting threads for each of many tests would take minutes.
            evaluation: { interval: { milliseconds: 50 }, ownThread: false },
            catalog: { interval: { milliseconds: 50 } },
            otlp: { ownThread: false },
            ...options.config,
          },
        },
      }),
      mockServices.permissions.factory({
        result: options.permissions ?? AuthorizeResult.ALLOW,
      }),
      mockServices.rootLogger.factory({ level: 'warn' }),
      catalogFeature(catalog),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send: options.notify ?? (async () => {}) }),
      }),
    ],
  });
  const { server } = backend;
  const service = mockCredentials.service.header();

  return {
    server,
    stop: () => backend.stop(),
    get: (path: string) =>
      request(server).get(`${BASE}${path}`).set('Authorization', service),
    send: (
      method: 'post' | 'put' | 'delete',
      path: string,
      body: object = {},
    ) =>
      request(server)
        [method](`${BASE}${path}`)
        .set('Authorization', service)
        .send(body),
    remove: (path: string) =>
      request(server).delete(`${BASE}${path}`).set('Authorization', service),
    otlp: (signal: string, authorization: string | undefined = service) => {
      const call = request(server).post(`${BASE}/otlp/v1/${signal}`);
      return call.set('Authorization', authorization);
    },
    /** Asks until the answer fits: health and drift follow within seconds. */
    async until<Body>(
      path: string,
      fits: (body: Body) => boolean,
    ): Promise<Body> {
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const response = await request(server)
          .get(`${BASE}${path}`)
          .set('Authorization', service);
        if (response.status === 200 && fits(response.body)) {
          return response.body;
        }
        await new Promise(resolve => setTimeout(resolve, 25));
      }
      const last = await request(server)
        .get(`${BASE}${path}`)
        .set('Authorization', service);
      throw new Error(`${path} never fitted: ${JSON.stringify(last.body)}`);
    },
  };
}

function catalogFeature(catalog: ReturnType<typeof createCatalog>) {
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog.service,
  });
}
