import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { integration } from './__testUtils__/landscape';
import { startContracts, until } from './__testUtils__/startContracts';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const upTo = (maxLength: number) => ({ type: 'string', maxLength });

describe('what agents may ask of contracts', () => {
  const registry = actionsRegistryServiceMock({
    logger: mockServices.logger.mock(),
  });
  let portal: Awaited<ReturnType<typeof startContracts>>;

  beforeAll(async () => {
    portal = await startContracts(await databases.init('SQLITE_3'), {
      features: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
      entities: [
        integration('stock', {
          dataFlows: [{ data: 'stock', contract: { subject: 'stock' } }],
        }),
      ],
      usage: [
        {
          version: '1',
          consumer: 'warehouse-app',
          consumerRef: 'component:default/warehouse-app',
          firstSeenAt: new Date().toISOString(),
          lastSeenAt: new Date().toISOString(),
          calls: 90,
          errors: 0,
          share: 1,
          days: [],
          source: 'metrics',
          side: 'callee',
        },
      ],
    });
    await portal.publish('stock', upTo(9));
    await until(
      async () => (await portal.get('/v1/contracts')).body,
      body => body.totalItems === 1,
    );
  });
  beforeEach(() => {
    portal.world.decisions = {};
  });
  afterAll(() => portal.stop());

  const invoke = async (name: string, input: object): Promise<any> => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: input as never,
      credentials: mockCredentials.user(),
    });
    return output;
  };

  it('only reads', async () => {
    const { actions } = await registry.list();
    expect(actions.map(({ name, attributes }) => [name, attributes])).toEqual(
      ['check-contract-change', 'who-consumes-version'].map(name => [
        name,
        { readOnly: true, destructive: false, idempotent: true },
      ]),
    );
  });

  it('is whether a change breaks somebody, without publishing it', async () => {
    const check = (maxLength: number) =>
      invoke('check-contract-change', {
        contract: 'default/stock',
        text: JSON.stringify(upTo(maxLength)),
      });
    const breaking = await check(5);
    expect(breaking).toMatchObject({
      compatible: false,
      comparedWith: [expect.any(String)],
      totalViolations: 1,
      violations: [
        {
          severity: 'error',
          pointer: '/maxLength',
          advice: expect.any(String),
        },
      ],
    });
    expect(await check(12)).toMatchObject({
      compatible: true,
      violations: [],
    });
    const { body } = await portal.get('/v1/contracts');
    expect(body.items[0].versions).toBe(1);
  });

  it('is who consumes a version', async () => {
    const all = await until(
      () => invoke('who-consumes-version', { contract: 'default/stock' }),
      ({ consumers }) => consumers.length > 0,
    );
    expect(all.consumers).toContainEqual(
      expect.objectContaining({
        name: 'warehouse-app',
        entityRef: 'component:default/warehouse-app',
        seen: [expect.objectContaining({ version: expect.any(String) })],
      }),
    );
    await expect(
      invoke('who-consumes-version', {
        contract: 'default/stock',
        version: '9.9',
      }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('has no version 9.9'),
    });
  });

  it('is nothing for whoever may not read, and names what is no contract', async () => {
    await expect(
      invoke('who-consumes-version', { contract: 'stock' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/^contract is stock/),
    });
    portal.world.decisions = {
      'integration.contract.read': { result: AuthorizeResult.DENY },
      'integration.contract.check': { result: AuthorizeResult.DENY },
    };
    await expect(
      invoke('who-consumes-version', { contract: 'default/stock' }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(
      invoke('check-contract-change', {
        contract: 'default/stock',
        text: '{}',
      }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });
});
