import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import knexFactory, { Knex } from 'knex';
import { api, integration } from './__testUtils__/landscape';
import { startContracts, until, World } from './__testUtils__/startContracts';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const upTo = (maxLength: number, more: object = {}) => ({
  type: 'string',
  maxLength,
  ...more,
});

type Portal = Awaited<ReturnType<typeof startContracts>>;

describe.each(databases.eachSupportedId())(
  'two replicas on one database, on %s',
  databaseId => {
    let first: Knex;
    let second: Knex;
    let portals: [Portal, Portal];
    let entities: Entity[];
    let notifications: World['notifications'];
    let changes: World['changes'];

    const isFollowed = (one: { subject: string; versions: number }) =>
      one.subject === 'api:default/prices' && one.versions === 1;

    beforeAll(async () => {
      first = await databases.init(databaseId);
      // A SQLite database in memory has one connection, which both then share.
      second =
        databaseId === 'SQLITE_3' ? first : knexFactory(first.client.config);
      entities = [
        api('prices', JSON.stringify(upTo(9))),
        integration('price-copies', {
          owner: 'finance',
          dataFlows: [{ data: 'prices', contract: { api: 'prices' } }],
        }),
        ...['same', 'breaks'].map(subject =>
          integration(`copies-of-${subject}`, {
            owner: `readers-of-${subject}`,
            dataFlows: [{ data: subject, contract: { subject } }],
          }),
        ),
      ];
      [notifications, changes] = [[], []];
      const given = { entities, notifications, changes };
      portals = [
        await startContracts(first, given),
        await startContracts(second, given),
      ];
      for (const portal of portals) {
        await until(
          async () => (await portal.get('/v1/contracts')).body,
          body => body.totalItems === 3 && body.items.some(isFollowed),
        );
      }
    });

    afterAll(async () => {
      await Promise.all(portals.map(portal => portal.stop()));
      if (second !== first) {
        await second.destroy();
      }
    });

    /** Each text by one of the replicas in turn, all at the same moment. */
    const publishAtOnce = (
      subject: string,
      contents: object[],
      more: object = {},
    ) =>
      Promise.all(
        contents.map((content, at) =>
          portals[at % 2].publish(subject, content, more),
        ),
      );
    const versionsOf = async (subject: string, registry = 'default') => {
      const [one, other] = await Promise.all(
        portals.map(portal => portal.get(portal.contract(subject, registry))),
      );
      expect(other.body.allVersions).toEqual(one.body.allVersions);
      return one.body.allVersions.toReversed();
    };
    const allTold = () =>
      until(
        () => first('contract_outbox').select(),
        left => left.length === 0,
      );

    it('make one version of the same text', async () => {
      const answers = await publishAtOnce('twins', [
        upTo(9),
        { maxLength: 9, type: 'string' },
        upTo(9),
        upTo(9),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([
        200, 200, 200, 201,
      ]);
      expect(new Set(answers.map(({ body }) => body.version.number))).toEqual(
        new Set([1]),
      );
      expect(await versionsOf('twins')).toHaveLength(1);
    });

    it('give a name to one of two texts only', async () => {
      for (let round = 0; round < 5; round += 1) {
        const answers = await publishAtOnce(
          `named-${round}`,
          [upTo(9), upTo(12)],
          { version: '1.0.0' },
        );
        const refused = answers.filter(({ status }) => status === 409);
        expect(answers.map(({ status }) => status).toSorted()).toEqual([
          201, 409,
        ]);
        expect(refused[0].body.error.message).toBe(
          '1.0.0 exists with other content; give it another version',
        );
        expect(await versionsOf(`named-${round}`)).toHaveLength(1);
      }
    });

    it('judge each version against the one that it comes after', async () => {
      for (let round = 0; round < 5; round += 1) {
        const subject = `judged-${round}`;
        await portals[0].publish(subject, upTo(9));
        // Either may follow the first; the lower may not follow the higher.
        const answers = await publishAtOnce(subject, [upTo(12), upTo(10)]);
        const statuses = answers.map(({ status }) => status);
        const versions = await versionsOf(subject);
        expect(versions.map(({ number }: any) => number)).toEqual(
          versions.map((_: unknown, at: number) => at + 1),
        );
        const latest = await portals[1].get(
          `${portals[1].contract(subject)}/versions/latest`,
        );
        // Whoever was first, the higher limit is the latest.
        expect(JSON.parse(latest.body.text)).toEqual(upTo(12));
        expect(statuses[0]).toBe(201);
        expect([statuses[1], versions.length]).toEqual(
          statuses[1] === 201 ? [201, 3] : [409, 2],
        );
        const after =
          statuses[1] === 409
            ? answers[1].body.verdict.clashingVersion
            : answers[0].body.verdict.comparedWith[0];
        expect(after).toBe('2');
      }
    });

    it('number many without a gap, and content by what it is', async () => {
      const contents = [20, 21, 22, 23, 24, 25].map(limit => upTo(limit));
      const why = { override: { reason: 'All at once' } };
      const [answers, others] = await Promise.all([
        publishAtOnce('many', contents, why),
        publishAtOnce('others', contents.toReversed(), why),
      ]);
      expect([...answers, ...others].map(({ status }) => status)).toEqual(
        Array(12).fill(201),
      );
      const versions = await versionsOf('many');
      expect(versions.map(({ number }: any) => number)).toEqual([
        1, 2, 3, 4, 5, 6,
      ]);
      const ids = (all: typeof answers) =>
        all.map(({ body }) => body.version.contentId);
      expect(ids(others).toReversed()).toEqual(ids(answers));
      expect(new Set(ids(answers)).size).toBe(6);
    });

    it('tell of a version that breaks once', async () => {
      await portals[0].publish('breaks', upTo(30));
      notifications.length = 0;
      const answers = await publishAtOnce(
        'breaks',
        [upTo(5), upTo(5), upTo(5), upTo(5)],
        { override: { reason: 'Agreed with all' } },
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([
        200, 200, 200, 201,
      ]);
      await allTold();
      expect(notifications.map(({ recipients }) => recipients)).toEqual([
        { type: 'entity', entityRef: 'group:default/readers-of-breaks' },
      ]);
      expect(
        changes.filter(({ title }) => title.startsWith('breaks 2')),
      ).toHaveLength(1);
    });

    it('take a changed definition of the catalog once', async () => {
      notifications.length = 0;
      entities[0] = api('prices', JSON.stringify(upTo(4)));
      const subject = 'api:default/prices';
      await until(
        () => versionsOf(subject, 'catalog'),
        versions => versions.length === 2,
      );
      // Each has looked at it again since.
      for (const portal of portals) {
        const path = portal.contract(subject, 'catalog');
        await until(
          async () => (await portal.get(path)).body.summary.verdict,
          verdict => verdict === 'incompatible',
        );
      }
      await until(
        () => first('contract_apis').first('etag'),
        row => row.etag === JSON.stringify(upTo(4)),
      );
      await allTold();
      expect(await versionsOf(subject, 'catalog')).toHaveLength(2);
      expect(notifications).toHaveLength(1);
    });
  },
);

it('does without telemetry and notifications, and says so once', async () => {
  const knex = await databases.init('SQLITE_3');
  const portal = await startContracts(knex, {
    isAlone: true,
    entities: [
      integration('copies', {
        owner: 'finance',
        dataFlows: [{ data: 'notes', contract: { subject: 'notes' } }],
      }),
    ],
  });
  await until(
    async () => (await portal.get(portal.contract('notes'))).body,
    body => body.consumers?.length === 1,
  );
  for (const limit of [9, 8, 7]) {
    const { status } = await portal.publish('notes', upTo(limit), {
      override: { reason: 'Nobody is there to tell' },
    });
    expect(status).toBe(201);
  }
  await until(
    () => knex('contract_outbox').select(),
    left => left.length === 0,
  );
  const said = portal.world.logger.info.mock.calls.map(([message]) => message);
  expect(said.filter(message => /not installed/.test(message))).toEqual([
    expect.stringMatching(/integration-telemetry is not installed/),
    expect.stringMatching(/notifications are not installed/),
  ]);
  expect(portal.world.logger.warn).not.toHaveBeenCalled();
  expect(portal.world.logger.error).not.toHaveBeenCalled();
  const { body } = await portal.get(portal.contract('notes'));
  expect(body).toMatchObject({
    summary: { versions: 3, verdict: 'overridden' },
    consumers: [{ versions: [] }],
    untold: [],
  });
  await portal.stop();
});
