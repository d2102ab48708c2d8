import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { CatalogSynchroniser, ProjectionChange } from './CatalogSynchroniser';
import { IntegrationProjection } from './IntegrationProjection';

const integration = (
  name: string,
  etag: string,
  spec: Record<string, unknown> = {},
): Entity => ({
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { name, namespace: 'default', etag },
  spec: {
    type: 'event-driven',
    lifecycle: 'production',
    source: 'web-shop',
    targets: ['erp', 'Component:default/Warehouse-Intake'],
    via: ['kafka-main'],
    owner: 'fulfilment',
    criticality: 'high',
    ...spec,
  } as any,
});

const system = (name: string, etag: string, domain: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name, namespace: 'default', etag },
  spec: { owner: 'fulfilment', domain },
  relations: [{ type: 'partOf', targetRef: `domain:default/${domain}` }],
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'CatalogSynchroniser on %s',
  databaseId => {
    let entities: Entity[];
    let knex: Knex;
    let projection: IntegrationProjection;
    let changes: ProjectionChange[];

    const catalog: CatalogService = new Proxy({} as CatalogService, {
      get: (_, method: keyof CatalogService) => {
        const client: any = catalogServiceMock({ entities });
        return client[method].bind(client);
      },
    });

    const synchroniser = () => {
      const created = new CatalogSynchroniser({
        projection,
        catalog,
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
        surroundingsEvery: 1,
      });
      created.onChange(async change => {
        changes.push(change);
      });
      return created;
    };

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      projection = await IntegrationProjection.create({
        database: mockServices.database({ knex }),
      });
      changes = [];
      entities = [
        integration('order-events', '1'),
        system('web-shop', '1', 'orders'),
      ];
    });

    it('keeps facets with full references, and the domain of the source', async () => {
      await synchroniser().synchronise();

      expect(
        await projection.getFacets('Integration:Default/Order-Events'),
      ).toEqual({
        entityRef: 'integration:default/order-events',
        namespace: 'default',
        name: 'order-events',
        ownerRef: 'group:default/fulfilment',
        domainRef: 'domain:default/orders',
        pattern: 'event-driven',
        interaction: 'event',
        criticality: 'high',
        lifecycle: 'production',
        sourceRef: 'system:default/web-shop',
        targetRefs: [
          'system:default/erp',
          'component:default/warehouse-intake',
        ],
        viaRefs: ['resource:default/kafka-main'],
      });
    });

    it('reports everything first, then only what changed, then nothing', async () => {
      const running = synchroniser();
      await running.synchronise();
      entities = [
        integration('order-events', '2', { owner: 'checkout' }),
        integration('stock', '1'),
        entities[1],
      ];
      await running.synchronise();
      await running.synchronise();

      expect(changes).toEqual([
        {
          integrations: ['integration:default/order-events'],
          removedIntegrations: [],
          surroundings: true,
        },
        {
          integrations: [
            'integration:default/order-events',
            'integration:default/stock',
          ],
          removedIntegrations: [],
          surroundings: false,
        },
      ]);
      expect(
        (await projection.getFacets('integration:default/order-events'))
          ?.ownerRef,
      ).toBe('group:default/checkout');
    });

    it('follows an integration into another domain although it did not change itself', async () => {
      const running = synchroniser();
      await running.synchronise();
      entities = [entities[0], system('web-shop', '2', 'commerce')];
      await running.synchronise();

      expect(changes[1].integrations).toEqual([
        'integration:default/order-events',
      ]);
      expect(
        (await projection.getFacets('integration:default/order-events'))
          ?.domainRef,
      ).toBe('domain:default/commerce');
    });

    it('hides what is gone, remembers it until purged, and takes it back', async () => {
      const running = synchroniser();
      await running.synchronise();
      const [gone, ...rest] = entities;
      entities = rest;
      await running.synchronise();

      expect(changes[1].removedIntegrations).toEqual([
        'integration:default/order-events',
      ]);
      expect(await projection.listIntegrations()).toEqual([]);
      const later = new Date(Date.now() + 60_000);
      expect(await projection.listDeletedBefore(later)).toEqual([
        'integration:default/order-events',
      ]);

      entities = [gone, ...rest];
      await running.synchronise();
      expect(await projection.listIntegrations()).toHaveLength(1);
      expect(await projection.listDeletedBefore(later)).toEqual([]);
    });

    it('finds what vanished while it was not running', async () => {
      await synchroniser().synchronise();
      entities = [entities[1]];
      await synchroniser().synchronise();

      expect(changes[1].removedIntegrations).toEqual([
        'integration:default/order-events',
      ]);
    });

    it('tells a listener again that failed', async () => {
      const running = synchroniser();
      const told: string[][] = [];
      running.onChange(async change => {
        told.push(change.integrations);
        if (told.length === 1) {
          throw new Error('not now');
        }
      });
      await running.synchronise();
      await running.synchronise();
      await running.synchronise();

      expect(told).toEqual([
        ['integration:default/order-events'],
        ['integration:default/order-events'],
      ]);
    });

    it('finds integrations by topic, address, system and owner', async () => {
      entities = [
        integration('order-events', '1', {
          endpoints: [
            {
              name: 'orders',
              protocol: 'kafka',
              address: 'Orders.v3',
              role: 'publish',
            },
          ],
        }),
      ];
      await synchroniser().synchronise();

      for (const text of [
        'orders.v3',
        'web-shop',
        'fulfilment',
        'kafka-main',
      ]) {
        const rows = await projection
          .query()
          .where('search_text', 'like', `%${text}%`);
        expect(rows).toHaveLength(1);
      }
    });

    it('keeps a poor entity, with the mistakes as findings', async () => {
      entities = [
        integration('poor', '1', { type: 'pigeon', targets: [7], owner: 5 }),
      ];
      await synchroniser().synchronise();
      const poor = await projection.getIntegration('integration:default/poor');

      expect(poor?.facets.pattern).toBeUndefined();
      expect(poor?.facets.ownerRef).toBeUndefined();
      expect(poor?.findings.map(finding => finding.path)).toEqual([
        'spec.type',
        'spec.owner',
        'spec.targets[0]',
      ]);
    });

    it('migrates down to nothing and up again', async () => {
      const config = {
        directory: `${__dirname}/../../migrations`,
        tableName: 'projection_migrations',
      };
      await knex.migrate.rollback(config, true);
      expect(await knex.schema.hasTable('projection_entities')).toBe(false);
      await knex.migrate.latest(config);
      await synchroniser().synchronise();
      expect(await projection.listIntegrations()).toHaveLength(1);
    });
  },
);
