import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createHash } from 'node:crypto';
import {
  carefulSpec,
  group,
  integration,
  surroundings,
  user,
} from '../__testUtils__/landscape';
import { keepReview } from '../__testUtils__/signedReview';
import { startGovernance, until } from '../__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const dayAhead = (days: number) => daysAgo(-days).toISOString().slice(0, 10);
const ownedBy = (...claims: string[]) =>
  ({
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'integration-governance',
    resourceType: 'integration',
    conditions: {
      rule: 'IS_OWNER',
      resourceType: 'integration',
      params: { claims },
    },
  }) as any;

describe.each(databases.eachSupportedId())(
  'calendar feeds on %s',
  databaseId => {
    let running: Awaited<ReturnType<typeof startGovernance>>;
    let knex: Awaited<ReturnType<typeof databases.init>>;

    const memberOf = (...groups: string[]) => ({
      ...user('mock'),
      metadata: {
        ...user('mock').metadata,
        etag: `mock-of-${groups.join('-')}`,
      },
      relations: groups.map(name => ({
        type: 'memberOf',
        targetRef: `group:default/${name}`,
      })),
    });
    const start = async () => {
      knex = await databases.init(databaseId);
      running = await startGovernance(knex, {
        entities: [
          ...surroundings,
          group('night-shift'),
          memberOf('fulfilment'),
          integration('careful', carefulSpec),
          integration('plain'),
        ],
        groupsOf: { mock: ['group:default/fulfilment'] },
      });
      await running.settled();
      await knex('findings').insert(
        ['careful', 'plain'].map(name => ({
          id: `of-${name}`,
          entity_ref: `integration:default/${name}`,
          state: 'open',
          title: `Look after ${name}, please`,
          owner_ref: 'user:default/jon',
          due_on: dayAhead(3),
          origin: 'review',
          created_at: daysAgo(1),
          created_by: 'user:default/mira',
        })),
      );
    };
    const add = async (request: object = {}) => {
      const { status, body } = await running.post(
        '/v1/calendar-feeds',
        request,
      );
      expect(status).toBe(201);
      return body;
    };
    const pathOf = (address: string) =>
      address.slice(address.indexOf('/v1/calendar/'));
    const read = (address: string) => running.getUnknown(pathOf(address));
    const summaries = async (address: string) => {
      const { status, text } = await read(address);
      expect(status).toBe(200);
      return text
        .replace(/\r\n /g, '')
        .split('\r\n')
        .filter(line => line.startsWith('SUMMARY:'))
        .map(line => line.slice('SUMMARY:'.length))
        .sort();
    };
    const asksToComeBy = ['Open Tieline’s reviews to go on with this calendar'];
    const replacePerson = async (...groups: string[]) => {
      running.world.entities = running.world.entities.map(entity =>
        entity.metadata.name === 'mock' ? memberOf(...groups) : entity,
      );
    };

    afterEach(() => running.stop());

    it('tell a calendar without a sign-in what is due, and where', async () => {
      await start();
      const { id, address, ...feed } = await add({ title: 'Ours' });
      expect(feed).toMatchObject({ title: 'Ours', owner: [] });
      expect(address).toMatch(
        /^http.*\/api\/integration-governance\/v1\/calendar\/[\w-]{43}\.ics$/,
      );
      const { status, headers, text } = await read(address);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
      expect(headers['cache-control']).toMatch(/^private/);
      expect(text).toContain('X-WR-CALNAME:Ours\r\n');
      const unfolded = text.replace(/\r\n /g, '');
      expect(unfolded).toContain(
        `DTSTART;VALUE=DATE:${dayAhead(30).replace(/-/g, '')}`,
      );
      expect(unfolded).toContain('/reviews?integration=default/careful\r\n');
      expect(unfolded).toContain(
        'UID:review-integration-default-careful@tieline\r\n',
      );
      expect(await summaries(address)).toEqual([
        'Finding: Look after careful\\, please',
        'Finding: Look after plain\\, please',
        'Review: all integrations',
        'Review: careful',
        'Review: plain',
      ]);
      const { items } = (await running.get('/v1/calendar-feeds')).body;
      expect(items).toMatchObject([
        { id, title: 'Ours', lastReadAt: expect.any(String) },
      ]);
      expect(items[0].address).toBeUndefined();
    });

    it('tell of planned drills by the hour, with the way there', async () => {
      await start();
      const from = new Date(Date.now() + 2 * DAY_MS);
      const to = new Date(from.getTime() + 3_600_000);
      const { status, body } = await running.post('/v1/drills', {
        entityRef: 'integration:default/careful',
        failureModeId: 'consumer-down',
        from: from.toISOString(),
        to: to.toISOString(),
      });
      expect(status).toBe(201);
      const { address } = await add();
      const { text } = await read(address);
      const compact = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '');
      const event = text
        .replace(/\r\n /g, '')
        .split('BEGIN:VEVENT')
        .find((one: string) => one.includes('SUMMARY:Drill: careful'));
      expect(event).toContain(`DTSTART:${compact(from)}`);
      expect(event).toContain(`DTEND:${compact(to)}`);
      expect(event).toContain(`/drills?drill=${body.id}`);
    });

    it('are of use to nobody who finds them in the database', async () => {
      await start();
      const { address } = await add();
      const [row] = await knex('calendar_feeds');
      const token = /([\w-]{43})\.ics$/.exec(address)![1];
      expect(JSON.stringify(row)).not.toContain(token);
      expect(row.token_hash).toBe(
        createHash('sha256').update(token).digest('hex'),
      );
      expect((await read(`/v1/calendar/${row.token_hash}.ics`)).status).toBe(
        404,
      );
    });

    it('are all that whoever does not sign in can read', async () => {
      await start();
      for (const path of ['/v1/calendar-feeds', '/v1/review-calendar']) {
        expect((await running.getUnknown(path)).status).toBe(401);
      }
    });

    it('are refused where an owner is no reference', async () => {
      await start();
      const { status, body } = await running.post('/v1/calendar-feeds', {
        owner: ['group:default/orders', 'nope'],
      });
      expect(status).toBe(400);
      expect(body.error.message).toMatch(/^owner has nope, which is no full/);
    });

    it('narrow to what some own, findings of theirs included', async () => {
      await start();
      const { address } = await add({ owner: ['group:default/Checkout'] });
      expect(await summaries(address)).toEqual([
        'Finding: Look after plain\\, please',
        'Review: plain',
      ]);
      const jon = await add({ owner: ['user:default/jon'] });
      expect(await summaries(jon.address)).toHaveLength(2);
    });

    it('show what their person may read, and nobody else’s', async () => {
      await start();
      running.world.decisions['integration.read'] = ownedBy(
        'group:default/fulfilment',
      );
      const { address } = await add();
      expect(await summaries(address)).toEqual([
        'Finding: Look after careful\\, please',
        'Review: careful',
      ]);
      // Whoever made it may read less from now on: known when they come by.
      running.world.decisions['integration.read'] = ownedBy(
        'group:default/checkout',
      );
      await running.get('/v1/review-calendar');
      expect(await summaries(address)).toEqual([
        'Finding: Look after plain\\, please',
        'Review: plain',
      ]);
    });

    it('show nothing once their person left a group, until they come by', async () => {
      await start();
      running.world.decisions['integration.read'] = ownedBy(
        'group:default/fulfilment',
      );
      const { address } = await add();
      await replacePerson('night-shift');
      await until(
        () => summaries(address),
        ([first]) => first === asksToComeBy[0],
      );
      expect(await summaries(address)).toEqual(asksToComeBy);
      running.world.groupsOf = { mock: ['group:default/night-shift'] };
      running.world.decisions['integration.read'] = ownedBy(
        'group:default/night-shift',
      );
      await running.get('/v1/calendar-feeds');
      expect(await summaries(address)).toEqual([]);
    });

    it('show nothing once their person was away for long, until they come by', async () => {
      await start();
      const { address } = await add();
      await knex('calendar_feeds').update({ access_at: daysAgo(91) });
      expect(await summaries(address)).toEqual(asksToComeBy);
      await running.get('/v1/review-calendar');
      expect(await summaries(address)).toHaveLength(5);
    });

    it('are answered alike where they are wrong, revoked, or of somebody who is gone', async () => {
      await start();
      const { address } = await add();
      const revoked = await add();
      expect(
        (await running.remove(`/v1/calendar-feeds/${revoked.id}`)).status,
      ).toBe(204);
      running.world.entities = running.world.entities.filter(
        ({ metadata }) => metadata.name !== 'mock',
      );
      await until(
        () => read(address),
        ({ status }) => status === 404,
      );
      const answers = [
        await read(address),
        await read(revoked.address),
        await read(`/v1/calendar/${'x'.repeat(43)}.ics`),
        await read('/v1/calendar/short.ics'),
      ];
      answers.forEach(({ status, text }) => {
        expect(status).toBe(404);
        expect(JSON.parse(text).error).toEqual({
          name: 'NotFoundError',
          message: 'There is no such calendar.',
        });
      });
    });

    it('are forgotten a day after their person left', async () => {
      await start();
      await add();
      running.world.entities = running.world.entities.filter(
        ({ metadata }) => metadata.name !== 'mock',
      );
      const person = () =>
        knex('projection_entities').where('entity_ref', 'user:default/mock');
      await until(
        () => person().first(),
        row => row.deleted_at !== null,
      );
      await running.runTask('schedule-reviews');
      expect(await knex('calendar_feeds')).toHaveLength(1);
      await person().update({ deleted_at: daysAgo(2) });
      await running.runTask('schedule-reviews');
      expect(await knex('calendar_feeds')).toEqual([]);
    });

    it('belong to one person', async () => {
      await start();
      const { id } = await add();
      expect(
        (await running.getAs('ada', '/v1/calendar-feeds')).body.items,
      ).toEqual([]);
      expect(
        (await running.removeAs('ada', `/v1/calendar-feeds/${id}`)).status,
      ).toBe(404);
      expect((await running.get('/v1/calendar-feeds')).body.items).toHaveLength(
        1,
      );
      const stranger = await running.postAs('zoe', '/v1/calendar-feeds', {});
      expect(stranger.status).toBe(403);
      running.world.decisions['integration.read'] = {
        result: AuthorizeResult.DENY,
      };
      expect((await running.post('/v1/calendar-feeds', {})).status).toBe(403);
    });

    it('tell of the portfolio’s own review when it was reviewed', async () => {
      await start();
      await keepReview(knex, { signedAt: daysAgo(5) });
      await running.runTask('schedule-reviews');
      const { portfolio } = (await running.get('/v1/review-calendar')).body;
      expect(portfolio).toMatchObject({
        lastReviewedOn: dayAhead(-5),
        dueOn: dayAhead(360),
      });
    });
  },
);
