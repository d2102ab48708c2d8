import { TestDatabases } from '@backstage/backend-test-utils';
import { startContracts } from './__testUtils__/startContracts';

const order = (maxLength: number, more: object = {}) => ({
  type: 'object',
  properties: { note: { type: 'string', maxLength } },
  ...more,
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('publishing on %s', databaseId => {
  let portal: Awaited<ReturnType<typeof startContracts>>;

  beforeAll(async () => {
    portal = await startContracts(await databases.init(databaseId));
  });

  afterAll(() => portal.stop());

  it('takes a first version, and gives it back', async () => {
    const text = JSON.stringify(order(9, { title: 'Orders' }));
    const { status, body } = await portal.publish('first', text, {
      changelog: 'The beginning',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      alreadyKnown: false,
      told: [],
      version: {
        version: '1',
        number: 1,
        format: 'json-schema',
        state: 'active',
        verdict: 'first',
        source: 'pipeline',
        publishedBy: 'user:default/mock',
        changelog: 'The beginning',
      },
      verdict: {
        compatible: true,
        mode: 'BACKWARD',
        policy: 'semantic',
        comparedWith: [],
        violations: [],
      },
    });
    const read = await portal.get(
      `${portal.contract('first')}/versions/latest`,
    );
    expect(read.body).toEqual({ version: body.version, text });
    expect((await portal.get(portal.contract('first'))).body).toMatchObject({
      summary: { title: 'Orders', versions: 1, verdict: 'first' },
      allVersions: [{ version: '1' }],
      consumers: [],
      refusals: [],
    });
  });
});
