import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('what agents may ask of the scorecard', () => {
  const registry = actionsRegistryServiceMock({
    logger: mockServices.logger.mock(),
  });
  let running: Awaited<ReturnType<typeof startGovernance>>;

  beforeAll(async () => {
    running = await startGovernance(await databases.init('SQLITE_3'), {
      features: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
      entities: [
        ...surroundings,
        integration('careful', carefulSpec),
        integration('ownerless', { owner: undefined }),
      ],
      health: [health('careful', { at: new Date().toISOString() })],
    });
    await running.settled();
  });
  beforeEach(() => {
    running.world.decisions = {};
  });
  afterAll(() => running.stop());

  const invoke = async (name: string, input: object): Promise<any> => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: input as never,
      credentials: mockCredentials.user(),
    });
    return output;
  };

  it('is marked as reading only, with schemas of what goes in and out', async () => {
    const { actions } = await registry.list();
    expect(actions.map(({ name, attributes }) => [name, attributes])).toEqual(
      ['list-integrations', 'explain-score'].map(name => [
        name,
        { readOnly: true, destructive: false, idempotent: true },
      ]),
    );
    for (const { schema } of actions) {
      expect(Object.keys(schema.input.properties!)).not.toEqual([]);
      expect(Object.keys(schema.output.properties!)).not.toEqual([]);
    }
  });

  it('lists integrations with status and score, narrowed and page by page', async () => {
    const page = await until(
      () => invoke('list-integrations', { text: 'careful' }),
      ({ items }) => items[0]?.status === 'healthy',
    );
    expect(page.totalItems).toBe(1);
    expect(page.items[0]).toMatchObject({
      entityRef: 'integration:default/careful',
      ownerRef: 'group:default/fulfilment',
      applicable: 8,
    });
    const first = await invoke('list-integrations', { limit: 1 });
    const second = await invoke('list-integrations', {
      limit: 1,
      cursor: first.nextCursor,
    });
    expect(
      [...first.items, ...second.items]
        .map(({ entityRef }) => entityRef)
        .sort(),
    ).toEqual(['integration:default/careful', 'integration:default/ownerless']);
    expect(second.nextCursor).toBeUndefined();
    const { items } = await invoke('list-integrations', { owner: ['none'] });
    expect(items.map((item: any) => item.entityRef)).toEqual([
      'integration:default/ownerless',
    ]);
  });

  it('explains a score with evidence and next steps', async () => {
    const score = await invoke('explain-score', {
      integration: 'ownerless',
      onlyOpen: true,
    });
    expect(score).toMatchObject({
      entityRef: 'integration:default/ownerless',
      applicable: expect.any(Number),
    });
    const [inventory] = score.questions;
    expect(inventory).toMatchObject({ number: 1, state: 'not-yet' });
    expect(inventory.checks).toContainEqual(
      expect.objectContaining({
        checkId: 'inventory-owner',
        result: 'fail',
        evidence: [expect.objectContaining({ grade: 'declared' })],
        nextStep: 'Name a team of two or more as spec.owner',
      }),
    );
    expect(
      score.questions.flatMap(({ checks }: any) =>
        checks.filter(({ result }: any) => result === 'pass'),
      ),
    ).toEqual([]);
    const before = await invoke('explain-score', {
      integration: 'integration:default/careful',
      on: '2020-01-01',
    });
    expect(before.applicable).toBe(0);
  });

  it('tells nothing to whoever may not read, and what is wrong with a name', async () => {
    await expect(
      invoke('explain-score', { integration: 'nobody' }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('default/nobody'),
    });
    await expect(
      invoke('explain-score', { integration: 'a b' }),
    ).rejects.toMatchObject({ name: 'InputError' });
    running.world.decisions = {
      'integration.read': { result: AuthorizeResult.DENY },
    };
    await expect(
      invoke('explain-score', { integration: 'careful' }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(invoke('list-integrations', {})).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });
});
