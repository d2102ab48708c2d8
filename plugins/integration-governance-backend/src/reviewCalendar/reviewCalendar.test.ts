import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { randomUUID } from 'node:crypto';
import {
  carefulSpec,
  integration,
  surroundings,
} from '../__testUtils__/landscape';
import { keepReview } from '../__testUtils__/signedReview';
import {
  startGovernance,
  until,
  World,
} from '../__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const dayAhead = (days: number) => daysAgo(-days).toISOString().slice(0, 10);
const refOf = (name: string) => `integration:default/${name}`;
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
  'the review calendar on %s',
  databaseId => {
    let running: Awaited<ReturnType<typeof startGovernance>>;
    let replica: typeof running | undefined;
    let knex: Awaited<ReturnType<typeof databases.init>>;

    const processes = ['Order to cash', 'Returns'];
    const entities = (careful: object = {}) => [
      ...surroundings,
      integration('careful', {
        ...carefulSpec,
        operations: { processes },
        ...careful,
      }),
      integration('plain'),
      integration('small', { criticality: 'low', owner: 'back-office' }),
    ];
    const start = async (world: Partial<World> = {}) => {
      knex = await databases.init(databaseId);
      replica = undefined;
      running = await startGovernance(knex, { entities: entities(), ...world });
      await running.settled();
    };
    const calendar = async (query = '') => {
      const { status, body } = await running.get(`/v1/review-calendar${query}`);
      expect(status).toBe(200);
      return body;
    };
    const due = async (name: string) =>
      (await calendar()).items.find(
        (item: any) => item.integration.name === name,
      );
    const facetsOf = async (name: string) =>
      (await running.get('/v1/integrations')).body.items.find(
        (item: any) => item.integration.name === name,
      ).integration;
    const review = async (
      name: string,
      given: Partial<Parameters<typeof keepReview>[1]>,
    ) =>
      keepReview(knex, {
        entityRef: refOf(name),
        facets: await facetsOf(name),
        ...given,
      });
    const addFinding = (given: object) =>
      knex('findings').insert({
        id: randomUUID(),
        entity_ref: refOf('careful'),
        state: 'open',
        title: 'Renew the certificate',
        owner_ref: 'user:default/jon',
        origin: 'review',
        created_at: daysAgo(60),
        created_by: 'user:default/mira',
        ...given,
      });
    const changeCatalog = async (careful: object, etag = '2') => {
      running.world.entities = running.world.entities.map(entity =>
        entity.metadata.name === 'careful'
          ? integration(
              'careful',
              { ...carefulSpec, operations: { processes }, ...careful },
              etag,
            )
          : entity,
      );
    };

    afterEach(async () => {
      await running.stop();
      await replica?.stop();
    });

    it('says what is due, the first first, by cadence, last review, and grace', async () => {
      await start();
      const reviewId = await review('careful', {
        signedAt: daysAgo(100),
        nextReviewOn: dayAhead(400),
      });
      const openId = await review('plain', {});
      await review('small', {
        signedAt: daysAgo(10),
        nextReviewOn: dayAhead(20),
      });
      await running.runTask('schedule-reviews');
      const page = await calendar();
      expect(page).toMatchObject({ totalItems: 3, overdue: 1 });
      expect(page.items).toMatchObject([
        {
          integration: { name: 'careful' },
          cadenceDays: 90,
          cadenceSource: 'catalog',
          allowedDays: 182,
          lastReviewId: reviewId,
          lastReviewedOn: dayAhead(-100),
          dueOn: dayAhead(-10),
          isOverdue: true,
          early: [],
          mayHold: true,
        },
        {
          integration: { name: 'small' },
          cadenceDays: 365,
          cadenceSource: 'policy',
          dueOn: dayAhead(20),
          isOverdue: false,
        },
        {
          integration: { name: 'plain' },
          cadenceDays: 182,
          dueOn: dayAhead(30),
          openReviewId: openId,
        },
      ]);
      expect(page.items[2].lastReviewId).toBeUndefined();
      expect(page.portfolio).toMatchObject({
        cadenceDays: 365,
        dueOn: dayAhead(30),
        mayHold: true,
      });
    });

    it('narrows, counts and pages, and says who may hold what', async () => {
      await start({
        decisions: {
          'integration.review.hold': { result: AuthorizeResult.DENY },
          'integration.portfolio-review.hold': { result: AuthorizeResult.DENY },
        },
        config: { reviews: { cadence: { high: '30d' } } },
      });
      await review('careful', { signedAt: daysAgo(100) });
      await running.runTask('schedule-reviews');
      const names = async (query: string) =>
        (await calendar(query)).items.map((item: any) => item.integration.name);
      const first = await calendar('?limit=1');
      expect(first.items).toMatchObject([
        { integration: { name: 'careful' }, cadenceDays: 30, mayHold: false },
      ]);
      expect(first.portfolio.mayHold).toBe(false);
      expect(first).toMatchObject({ totalItems: 3, overdue: 1 });
      const { nextCursor } = first.pageInfo;
      const second = await calendar(`?limit=2&cursor=${nextCursor}`);
      expect(second.items).toHaveLength(2);
      expect(second.pageInfo.nextCursor).toBeUndefined();
      expect(await names('?isOverdue=true')).toEqual(['careful']);
      expect(await names('?isOverdue=false')).toEqual(['plain', 'small']);
      expect(await names(`?until=${dayAhead(29)}`)).toEqual(['careful']);
      expect(await names('?criticality=low')).toEqual(['small']);
      expect(await names('?owner=group:default/Checkout')).toEqual(['plain']);
      expect((await calendar('?criticality=low')).overdue).toBe(0);
      const { status } = await running.get('/v1/review-calendar?cursor=no');
      expect(status).toBe(400);
    });

    it('shows and counts only what may be read', async () => {
      await start();
      await review('careful', { signedAt: daysAgo(100) });
      await running.runTask('schedule-reviews');
      running.world.decisions['integration.read'] = ownedBy(
        'group:default/checkout',
      );
      expect(await calendar()).toMatchObject({
        items: [{ integration: { name: 'plain' } }],
        totalItems: 1,
        overdue: 0,
      });
    });

    it('lets a review come earlier when owner or platform is another', async () => {
      await start();
      await review('careful', { signedAt: daysAgo(20) });
      await running.runTask('schedule-reviews');
      expect((await due('careful')).dueOn).toBe(dayAhead(70));
      await changeCatalog({ owner: 'checkout', via: ['edge-gateway'] });
      const earlier = await until(
        () => due('careful'),
        ({ early }) => early.length === 2,
      );
      expect(earlier).toMatchObject({
        dueOn: dayAhead(14),
        early: [
          {
            kind: 'platform',
            text: 'At the last review it went via resource:default/kafka-main; now it goes via resource:default/edge-gateway.',
          },
          {
            kind: 'owner',
            text: 'At the last review group:default/fulfilment owned it; now group:default/checkout does.',
          },
        ],
      });
      await running.runTask('schedule-reviews');
      expect((await due('careful')).early).toEqual(earlier.early);
      // Whoever reviews it then has seen it as it is.
      await review('careful', { signedAt: new Date() });
      await running.runTask('schedule-reviews');
      expect(await due('careful')).toMatchObject({
        early: [],
        dueOn: dayAhead(90),
      });
    });

    it('lets a review come earlier when volume doubled, and keeps what it found', async () => {
      await start({
        volumeOn: (name, day) =>
          name === 'careful' && day >= dayAhead(-16) ? 25 : 10,
      });
      await review('careful', { signedAt: daysAgo(30) });
      await review('plain', { signedAt: daysAgo(30) });
      await running.runTask('schedule-reviews');
      const found = {
        dueOn: dayAhead(14),
        early: [
          {
            kind: 'volume',
            text: 'Volume doubled since the last review: from 14,400 to 36,000 a day.',
          },
        ],
      };
      expect(await due('careful')).toMatchObject(found);
      expect((await due('plain')).early).toEqual([]);
      running.world.telemetryIsUp = false;
      await running.runTask('schedule-reviews');
      expect(await due('careful')).toMatchObject(found);
    });

    it('lets reviews come earlier when a business process changed', async () => {
      await start();
      await review('careful', { signedAt: daysAgo(20) });
      await running.runTask('schedule-reviews');
      const { status, body } = await running.post('/v1/process-changes', {
        process: ' order TO cash',
        note: 'Invoices go out first.',
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        note: 'Invoices go out first.',
        by: 'user:default/mock',
        integrations: [{ name: 'careful' }],
      });
      expect(await due('careful')).toMatchObject({
        dueOn: dayAhead(14),
        early: [
          {
            kind: 'process',
            text: 'The business process “Order to cash” changed: Invoices go out first.',
            at: body.at,
          },
        ],
      });
      expect((await due('plain')).early).toEqual([]);
      expect(running.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'process-change-report' }),
      );
    });

    it('takes no change of a process that nothing readable names, nor from who may not report it', async () => {
      await start();
      const report = (process: string) =>
        running.post('/v1/process-changes', { process, note: 'It changed.' });
      const unknown = await report('Hire to retire');
      expect(unknown.status).toBe(404);
      expect(unknown.body.error.message).toContain('Order to cash, Returns');
      expect((await report('  ')).status).toBe(400);
      running.world.decisions['integration.read'] = ownedBy(
        'group:default/checkout',
      );
      const hidden = await report('Order to cash');
      expect(hidden.status).toBe(404);
      expect(hidden.body.error.message).not.toContain('Returns');
      running.world.decisions = {
        'integration.process-change.report': { result: AuthorizeResult.DENY },
      };
      expect((await report('Order to cash')).status).toBe(403);
      expect(await knex('process_changes')).toEqual([]);
    });

    it('knows at once of a review that was signed or called off', async () => {
      await start();
      const open = async () => {
        const { status, body } = await running.post('/v1/reviews', {
          entityRef: refOf('careful'),
        });
        expect(status).toBe(201);
        return body;
      };
      const calledOff = await open();
      expect((await due('careful')).openReviewId).toBe(calledOff.id);
      await running.post(`/v1/reviews/${calledOff.id}/cancellation`, {
        reason: 'Nobody came.',
      });
      expect((await due('careful')).lastReviewId).toBeUndefined();
      const { id, agenda } = await open();
      const path = `/v1/reviews/${id}`;
      for (const item of agenda) {
        await running.put(`${path}/items/${item.id}/disposition`, {
          kind: 'fine',
          note: 'As it should be.',
        });
      }
      await running.put(`${path}/keep-or-end`, {
        decision: 'keep',
        reason: 'Three teams read it.',
      });
      const late = await running.post(`${path}/signature`, {
        nextReviewOn: dayAhead(91),
      });
      expect(late.status).toBe(400);
      const signed = await running.post(`${path}/signature`, {
        nextReviewOn: dayAhead(60),
      });
      expect(signed.status).toBe(200);
      expect(await due('careful')).toMatchObject({
        lastReviewId: id,
        lastReviewedOn: dayAhead(0),
        dueOn: dayAhead(60),
      });
    });

    it('forgets processes that an integration names no more', async () => {
      await start();
      await changeCatalog({ operations: { processes: ['Returns'] } });
      const named = await until(
        () => knex('integration_processes').pluck('process'),
        names => names.length === 1,
      );
      expect(named).toEqual(['Returns']);
    });

    describe('draws checks on its records', () => {
      const outcomes = async () => {
        const { body: evaluation } = await running.post('/v1/evaluations', {
          entityRefs: [refOf('careful')],
        });
        await until(
          async () =>
            (await running.get(`/v1/evaluations/${evaluation.id}`)).body,
          ({ finishedAt }) => finishedAt !== undefined,
        );
        const { body } = await running.get('/v1/scorecard/default/careful');
        return Object.fromEntries(
          body.outcomes.map((check: any) => [check.checkId, check]),
        );
      };
      const resultsOf = async (...ids: string[]) => {
        const found = await outcomes();
        return ids.map(id => found[id].result);
      };
      const ids = [
        'review-held',
        'review-agenda',
        'review-findings',
        'review-after-change',
        'retirement-keep-or-end',
      ];

      it('of which none is measured before there is one, and a statement still counts', async () => {
        await start();
        const found = await outcomes();
        ids.forEach(id =>
          expect(found[id]).toMatchObject({
            result: 'unmeasured',
            nextStep: { href: '/reviews?integration=default/careful' },
          }),
        );
        const { status } = await running.put(
          '/v1/attestations/default/careful/review-held',
          { holds: true, statement: 'Held in the wiki.' },
        );
        expect(status).toBe(200);
        expect(await resultsOf('review-held')).toEqual(['pass']);
      });

      it('which pass after a review in time, with a link to it', async () => {
        await start();
        const id = await review('careful', {
          signedAt: daysAgo(20),
          keepOrEnd: {
            decision: 'keep',
            reason: 'Three teams read it.',
            by: 'user:default/mira',
            at: daysAgo(20).toISOString(),
          },
        });
        await running.runTask('schedule-reviews');
        const found = await outcomes();
        ids.forEach(checkId =>
          expect(found[checkId]).toMatchObject({
            result: 'pass',
            evidence: [{ grade: 'attested', href: `/reviews/${id}` }],
          }),
        );
        expect(found['retirement-keep-or-end'].reason).toContain(
          'decided that it stays',
        );
      });

      it('which fail once the cadence, a finding or a big change is overdue', async () => {
        await start();
        await review('careful', { signedAt: daysAgo(95) });
        await addFinding({ due_on: dayAhead(-1) });
        await knex('process_changes').insert({
          id: randomUUID(),
          process_key: 'returns',
          process: 'Returns',
          note: 'Another carrier.',
          at: daysAgo(30),
          by: 'user:default/mira',
        });
        await running.runTask('schedule-reviews');
        const found = await outcomes();
        expect(found['review-held']).toMatchObject({
          result: 'fail',
          reason: `The last review was on ${dayAhead(-95)}; the next was due by ${dayAhead(-5)}.`,
        });
        expect(found['review-findings']).toMatchObject({
          result: 'fail',
          reason: `1 finding is overdue, the first since ${dayAhead(-1)}: Renew the certificate.`,
        });
        expect(found['review-after-change']).toMatchObject({
          result: 'fail',
          reason: expect.stringContaining('Another carrier.'),
        });
        expect(found['review-agenda'].result).toBe('pass');
        expect(found['retirement-keep-or-end'].result).toBe('unmeasured');
      });
    });

    describe('reminds', () => {
      const told = async (topic: string) => {
        await running.runTask('tell');
        await until(
          () => knex('telling_outbox').whereNull('given_up_at_ms'),
          rows => rows.length === 0,
        );
        return running.world.notifications
          .filter(({ payload }) => payload.topic === topic)
          .map(({ recipients, payload }) => ({
            ...recipients,
            ...payload,
          })) as any[];
      };

      it('the owner of a review that is near its day, and once more when that is over', async () => {
        await start();
        await review('careful', { signedAt: daysAgo(80) });
        await review('plain', { signedAt: daysAgo(300) });
        await running.runTask('schedule-reviews');
        await told('scorecard-review');
        const news = await told('scorecard-review');
        expect(news).toHaveLength(2);
        expect(news).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              entityRef: 'group:default/fulfilment',
              title: `Review due by ${dayAhead(10)}: careful`,
              link: '/reviews?integration=default/careful',
            }),
            expect.objectContaining({
              entityRef: 'group:default/checkout',
              title: `Review overdue since ${dayAhead(-118)}: plain`,
              severity: 'high',
            }),
          ]),
        );
      });

      it('the owner of a finding, each time once', async () => {
        await start();
        await addFinding({ id: 'near', due_on: dayAhead(7) });
        await addFinding({ id: 'far', due_on: dayAhead(8) });
        await addFinding({ id: 'over', due_on: dayAhead(-1) });
        await addFinding({ id: 'done', due_on: dayAhead(-1), state: 'done' });
        replica = await startGovernance(knex, {
          entities: entities(),
          notifications: running.world.notifications,
        });
        await Promise.all([running.runTask('tell'), replica.runTask('tell')]);
        const news = await told('scorecard-finding');
        expect(news.map(({ title }) => title).sort()).toEqual([
          `Finding due by ${dayAhead(7)}: Renew the certificate`,
          `Finding overdue since ${dayAhead(-1)}: Renew the certificate`,
        ]);
        expect(news[0].entityRef).toBe('user:default/jon');
        await knex('findings')
          .where({ id: 'near' })
          .update({ due_on: dayAhead(-2) });
        expect(await told('scorecard-finding')).toHaveLength(3);
      });
    });
  },
);
