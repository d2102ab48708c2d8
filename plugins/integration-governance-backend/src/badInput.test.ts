import { TestDatabases } from '@backstage/backend-test-utils';
import { integration, surroundings } from './__testUtils__/landscape';
import { startGovernance } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const decision = {
  title: 'Orders',
  pattern: 'custom-code',
  reason: 'It is small',
  profile: { interaction: 'request', volumePerDay: 100 },
};

describe.each(databases.eachSupportedId())('bad input on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;

  beforeAll(async () => {
    running = await startGovernance(await databases.init(databaseId), {
      entities: [...surroundings, integration('orders')],
    });
    await running.settled();
  });

  afterAll(() => running.stop());

  it.each([
    ['a title', '/v1/decisions', { ...decision, title: 'Orders\u0000' }],
    [
      'a list',
      '/v1/decisions',
      { ...decision, people: ['user:default/\u0000'] },
    ],
    [
      'a note',
      '/v1/interventions',
      {
        entityRef: 'integration:default/orders',
        kind: 'replay',
        minutes: 5,
        note: '\u0000',
      },
    ],
    ['a reference', '/v1/reviews', { entityRef: 'integration:default/\u0000' }],
  ])('with the character NUL in %s is refused', async (_where, path, body) => {
    const answer = await running.post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('U+0000');
  });

  it.each([
    '/v1/decisions/%00',
    '/v1/findings?integration=integration:default/%00',
    '/v1/scorecard/default/%00',
  ])('with the character NUL in %s is refused', async path => {
    expect((await running.get(path)).status).toBe(400);
  });

  it.each([
    ['people', '/v1/decisions', { ...decision, people: ['ada'] }],
    ['sourceRef', '/v1/decisions', { ...decision, sourceRef: 'shop' }],
    ['targetRefs', '/v1/decisions', { ...decision, targetRefs: ['x', ''] }],
    [
      'people',
      '/v1/reviews',
      {
        entityRef: 'integration:default/orders',
        people: ['system:default/erp'],
      },
    ],
    [
      'people',
      '/v1/drills',
      {
        entityRef: 'integration:default/orders',
        failureModeId: 'credential-expired',
        from: new Date(Date.now() + 3_600_000).toISOString(),
        to: new Date(Date.now() + 7_200_000).toISOString(),
        people: ['x'],
      },
    ],
  ])('with %s that are no references is refused', async (field, path, body) => {
    const answer = await running.post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(
      new RegExp(`^${field} has .*, which is no full entity reference`),
    );
  });

  it('with a day that no year has is refused, where it is sent and where it is asked for', async () => {
    const sent = await running.post('/v1/decisions', {
      ...decision,
      decidedOn: '2026-02-30',
    });
    expect(sent.status).toBe(400);
    expect(sent.body.error.message).toContain('decidedOn');
    const asked = await running.get(
      '/v1/scorecard/default/orders?on=2026-02-30',
    );
    expect(asked.status).toBe(400);
    const leap = await running.post('/v1/decisions', {
      ...decision,
      decidedOn: '2024-02-29',
    });
    expect(leap.status).toBe(201);
  });
});
