import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { flowUnder } from './__testUtils__/contractsOf';
import {
  carefulSpec,
  driftItem,
  health,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const dayAhead = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const entityRef = 'integration:default/careful';
const finding = (rest: object = {}) => ({
  title: 'Write unit tests',
  ownerRef: 'group:default/fulfilment',
  dueOn: dayAhead(30),
  ...rest,
});

describe.each(databases.eachSupportedId())('reviews on %s', databaseId => {
  let knex: Awaited<ReturnType<typeof databases.init>>;
  let running: Awaited<ReturnType<typeof startGovernance>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, {
      entities: [...surroundings, integration('careful', carefulSpec)],
      health: [health('careful', { at: new Date().toISOString() })],
      contracts: [{ integrationRef: entityRef, flows: [flowUnder()] }],
      contractDetails: {
        'catalog/api:default/order-events': {
          allVersions: [
            {
              ...flowUnder().contract!.latest!,
              publishedAt: new Date(Date.now() - DAY_MS).toISOString(),
              verdict: 'incompatible',
              breaking: 3,
            },
          ],
        } as any,
      },
    });
    await running.settled();
    await until(
      async () => knex('sources').whereNotNull('read_at').select('source'),
      rows => rows.length === 3,
    );
  });

  afterEach(() => running.stop());

  const open = async (rest: object = { entityRef }) =>
    running.post('/v1/reviews', rest);
  const dispose = (id: string, itemId: string, body: object) =>
    running.put(`/v1/reviews/${id}/items/${itemId}/disposition`, body);
  const sign = (id: string, body: object = {}) =>
    running.post(`/v1/reviews/${id}/signature`, body);
  const keep = (id: string, rest: object = {}) =>
    running.put(`/v1/reviews/${id}/keep-or-end`, {
      decision: 'keep',
      reason: 'Three teams need it',
      ...rest,
    });
  const read = async (id: string, asOf?: string) =>
    (
      await running.get(
        `/v1/reviews/${id}${asOf ? `?asOf=${encodeURIComponent(asOf)}` : ''}`,
      )
    ).body;
  /** All that is open is fine. */
  const settle = async (id: string) => {
    for (const item of (await read(id)).agenda) {
      if (!item.disposition) {
        await dispose(id, item.id, { kind: 'fine' });
      }
    }
    await keep(id);
  };
  const message = ({ status, body }: { status: number; body: any }) => [
    status,
    body.error?.message,
  ];

  it('begin with a written agenda, and end signed, with findings and the next date', async () => {
    const opened = await open({ entityRef, people: ['user:default/mira'] });
    expect(opened.status).toBe(201);
    const { id, agenda } = opened.body;
    expect(opened.body).toMatchObject({
      subject: 'integration',
      title: 'Review of careful',
      state: 'open',
      openedBy: 'user:default/mock',
      people: ['user:default/mira'],
      since: null,
      mustDecide: true,
      mayHold: true,
      openItems: agenda.length,
      proposedNextReviewOn: dayAhead(90),
      latestNextReviewOn: dayAhead(90),
      integration: { entityRef },
    });
    const kinds = new Set(agenda.map((item: any) => item.kind));
    expect([...kinds]).toEqual([
      'health',
      'contracts',
      'drift',
      'score',
      'waivers',
      'findings',
      'change',
    ]);
    expect(agenda).toContainEqual(
      expect.objectContaining({
        kind: 'contracts',
        title:
          'Contract catalog/api:default/order-events: 1 new version, breaking',
        level: 'bad',
        checkId: 'contracts-mode',
        detail: expect.stringContaining('3 breaking changes'),
      }),
    );
    expect(agenda[0]).toMatchObject({
      title: 'Health is healthy',
      level: 'good',
      isOwn: false,
      detail: expect.stringContaining('error rate: 0.2 %'),
    });

    const own = await running.post(`/v1/reviews/${id}/items`, {
      title: 'Who is on call in August?',
    });
    const item = own.body.agenda.at(-1);
    expect(item).toMatchObject({ kind: 'own', isOwn: true });
    const found = await dispose(id, item.id, {
      kind: 'finding',
      finding: finding({ title: 'Settle the holidays' }),
    });
    expect(found.body.findings).toMatchObject([
      {
        title: 'Settle the holidays',
        state: 'open',
        origin: 'review',
        reviewId: id,
        isOverdue: false,
        mayChange: true,
        integration: { entityRef },
      },
    ]);
    await dispose(id, agenda[0].id, { kind: 'decision', note: 'Leave it' });

    const refused = await sign(id);
    expect(message(refused)).toEqual([
      409,
      expect.stringMatching(
        new RegExp(
          `^It can’t be signed: ${agenda.length - 1} items are open \\(.*\\), and keep or end is undecided\\.$`,
        ),
      ),
    ]);
    for (const { id: itemId } of agenda.slice(1)) {
      await dispose(id, itemId, { kind: 'fine' });
    }
    expect(message(await sign(id))).toEqual([
      409,
      'It can’t be signed: keep or end is undecided.',
    ]);
    await keep(id);
    const signed = await sign(id, { note: 'Good' });
    expect(signed.body).toMatchObject({
      state: 'signed',
      signedBy: 'user:default/mock',
      nextReviewOn: dayAhead(90),
      keepOrEnd: 'keep',
      note: 'Good',
      openItems: 0,
      mustDecide: false,
    });
    expect(signed.body.trail.map(({ what }: any) => what)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('opened the review'),
        'decided: keep. Three teams need it',
        `signed the review; the next one is due on ${dayAhead(90)}`,
      ]),
    );
    expect(signed.body.markdown).toContain('# Review of careful');
    expect(signed.body.markdown).toContain('Settle the holidays');

    const later = [
      await running.post(`/v1/reviews/${id}/items`, { title: 'Late' }),
      await dispose(id, item.id, { kind: 'fine' }),
      await running.remove(`/v1/reviews/${id}/items/${item.id}/disposition`),
      await keep(id),
      await sign(id),
      await running.post(`/v1/reviews/${id}/cancellation`, { reason: 'x' }),
    ];
    expect(later.map(({ status }) => status)).toEqual(Array(6).fill(409));

    const next = await open();
    expect(next.body.since).toBe(opened.body.openedAt);
    expect(next.body.agenda).toContainEqual(
      expect.objectContaining({ title: 'Open: Settle the holidays' }),
    );
    expect(running.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'review-sign' }),
    );
  });

  it('can be read as they were at any instant', async () => {
    const { body } = await open();
    const [first, second] = body.agenda;
    await dispose(body.id, first.id, { kind: 'finding', finding: finding() });
    const afterFirst = (await read(body.id)).trail.at(-1).at;
    // The trail has milliseconds: the next entry has to be a later one.
    await until(
      async () => Date.now(),
      now => now > Date.parse(afterFirst),
    );
    await dispose(body.id, second.id, { kind: 'fine' });
    await running.remove(
      `/v1/reviews/${body.id}/items/${first.id}/disposition`,
    );
    await settle(body.id);
    await sign(body.id);

    const then = await read(body.id, afterFirst);
    expect(then).toMatchObject({
      state: 'open',
      openItems: body.agenda.length - 1,
      mayHold: false,
      findings: [{ title: 'Write unit tests', state: 'open' }],
    });
    expect(then.agenda[0].disposition.kind).toBe('finding');
    expect(then.agenda[1].disposition).toBeUndefined();
    expect(then.trail).toHaveLength(2);
    expect(then.markdown).toContain('It is open.');
    const now = await read(body.id);
    expect(now).toMatchObject({
      state: 'signed',
      findings: [{ state: 'withdrawn' }],
    });
    // What the trail tells at its end is what is stored.
    const end = await read(body.id, now.trail.at(-1).at);
    expect(end).toEqual({ ...now, mayHold: false });

    const before = new Date(Date.parse(body.openedAt) - 1).toISOString();
    const readOn = async (asOf: string) =>
      message(
        await running.get(
          `/v1/reviews/${body.id}?asOf=${encodeURIComponent(asOf)}`,
        ),
      );
    expect(await readOn(before)).toEqual([
      404,
      expect.stringContaining('not open yet'),
    ]);
    expect(await readOn(`${dayAhead(2)}T00:00:00Z`)).toEqual([
      400,
      expect.stringMatching(/^asOf is in the future/),
    ]);
    expect(await readOn('yesterday')).toEqual([
      400,
      expect.stringContaining('asOf'),
    ]);
  });

  it('are held by two replicas at once without losing anything', async () => {
    const other = await startGovernance(knex, running.world);
    try {
      const both = await Promise.all([
        running.post('/v1/reviews', { entityRef }),
        other.post('/v1/reviews', { entityRef }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      const { body } = both.find(({ status }) => status === 201)!;
      const conflict = both.find(({ status }) => status === 409)!;
      expect(conflict.body.error.message).toContain(body.id);

      const [first, second, third] = body.agenda;
      const path = (item: any) =>
        `/v1/reviews/${body.id}/items/${item.id}/disposition`;
      const disposed = await Promise.all([
        running.put(path(first), { kind: 'fine' }),
        other.put(path(second), { kind: 'decision', note: 'So be it' }),
        running.put(path(third), { kind: 'finding', finding: finding() }),
      ]);
      expect(disposed.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await read(body.id)).openItems).toBe(body.agenda.length - 3);

      await settle(body.id);
      const signed = await Promise.all([
        sign(body.id),
        other.post(`/v1/reviews/${body.id}/signature`, {}),
      ]);
      expect(signed.map(({ status }) => status).sort()).toEqual([200, 409]);
    } finally {
      await other.stop();
    }
  });

  it('take permissions, and are unknown to who may not read the integration', async () => {
    const { body } = await open();
    const [item] = body.agenda;
    running.world.decisions = {
      'integration.review.hold': { result: AuthorizeResult.DENY },
      'integration.portfolio-review.hold': { result: AuthorizeResult.DENY },
    };
    const denied = [
      await open(),
      await open({}),
      await dispose(body.id, item.id, { kind: 'fine' }),
      await running.remove(
        `/v1/reviews/${body.id}/items/${item.id}/disposition`,
      ),
      await keep(body.id),
      await sign(body.id),
      await running.post(`/v1/reviews/${body.id}/cancellation`, {
        reason: 'x',
      }),
      await running.post(`/v1/reviews/${body.id}/items`, { title: 'x' }),
    ];
    expect(denied.map(({ status }) => status)).toEqual(Array(8).fill(403));
    expect((await read(body.id)).mayHold).toBe(false);
    expect((await running.get('/v1/reviews')).body).toMatchObject({
      totalItems: 1,
      mayHoldPortfolio: false,
    });
    expect(running.auditEvent.fail).toHaveBeenCalled();

    running.world.decisions = {
      'integration.read': {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: 'integration',
        conditions: {
          rule: 'IS_OWNER',
          resourceType: 'integration',
          params: { claims: ['group:default/nobody'] },
        },
      },
    };
    const hidden = [
      await running.get(`/v1/reviews/${body.id}`),
      await open(),
      await dispose(body.id, item.id, { kind: 'fine' }),
    ];
    expect(hidden.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await open({})).status).toBe(403);
    expect((await running.get('/v1/reviews')).body.items).toEqual([]);
  });

  it('are called off with a reason, and count as not held', async () => {
    const { body } = await open();
    await dispose(body.id, body.agenda[0].id, {
      kind: 'finding',
      finding: finding(),
    });
    const path = `/v1/reviews/${body.id}/cancellation`;
    expect((await running.post(path, { reason: ' ' })).status).toBe(400);
    const off = await running.post(path, { reason: 'Nobody came' });
    expect(off.body).toMatchObject({
      state: 'cancelled',
      note: 'Nobody came',
      findings: [{ state: 'withdrawn' }],
    });
    expect(off.body.signedAt).toBeUndefined();
    const again = await open();
    expect(again.status).toBe(201);
    expect(again.body.since).toBeNull();
    const list = await running.get('/v1/reviews?limit=1');
    expect(list.body.items).toMatchObject([{ id: again.body.id }]);
    const rest = await running.get(
      `/v1/reviews?limit=1&cursor=${list.body.pageInfo.nextCursor}`,
    );
    expect(rest.body.items).toMatchObject([{ id: body.id }]);
    const cancelled = await running.get(
      `/v1/reviews?state=cancelled&integration=${entityRef}&owner=group:default/fulfilment&subject=integration`,
    );
    expect(cancelled.body.items).toMatchObject([{ id: body.id }]);
  });

  it('say what is wrong with what they are given', async () => {
    const { body } = await open();
    const { id } = body;
    const [item] = body.agenda;
    const found = (rest: object) =>
      dispose(id, item.id, { kind: 'finding', finding: finding(rest) });
    const wrong: Array<[Promise<any>, number, RegExp]> = [
      [open({ entityRef: 'integration:default/x' }), 404, /default\/x/],
      [open({ entityRef, people: [' '] }), 400, /^people/],
      [dispose(id, 'x', { kind: 'fine' }), 404, /no item x/],
      [dispose(id, item.id, { kind: 'decision' }), 400, /^note is missing/],
      [dispose(id, item.id, { kind: 'finding' }), 400, /^finding is missing/],
      [
        dispose(id, item.id, { kind: 'fine', finding: finding() }),
        400,
        /^finding belongs/,
      ],
      [found({ title: ' ' }), 400, /^finding\.title/],
      [found({ ownerRef: 'group:default/ghosts' }), 400, /^finding\.ownerRef/],
      [found({ ownerRef: 'system:default/erp' }), 400, /^finding\.ownerRef/],
      [found({ dueOn: dayAhead(-1) }), 400, /^finding\.dueOn is in the past/],
      [found({ checkId: 'nothing' }), 400, /^finding\.checkId/],
      [
        found({ checkId: 'inventory-endpoints' }),
        400,
        /passes inventory-endpoints already/,
      ],
      [
        found({ entityRef: 'integration:default/x' }),
        400,
        /^finding\.entityRef/,
      ],
      [
        running.remove(`/v1/reviews/${id}/items/${item.id}/disposition`),
        409,
        /open already/,
      ],
      [keep(id, { decision: 'end' }), 400, /^endOn is missing/],
      [
        keep(id, { decision: 'end', endOn: dayAhead(-1) }),
        400,
        /^endOn is in the past/,
      ],
      [keep(id, { endOn: dayAhead(1) }), 400, /^endOn belongs/],
      [keep(id, { reason: ' ' }), 400, /^reason is empty/],
      [
        running.post(`/v1/reviews/${id}/items`, { title: ' ' }),
        400,
        /^title is empty/,
      ],
      [running.get('/v1/reviews/x'), 404, /no review x/],
    ];
    for (const [answer, status, text] of wrong) {
      expect(message(await answer)).toEqual([
        status,
        expect.stringMatching(text),
      ]);
    }
    await settle(id);
    expect(message(await sign(id, { nextReviewOn: dayAhead(91) }))).toEqual([
      400,
      expect.stringContaining(dayAhead(90)),
    ]);
    expect((await sign(id, { nextReviewOn: dayAhead(0) })).status).toBe(400);
    const signed = await sign(id, { nextReviewOn: dayAhead(14) });
    expect(signed.body.nextReviewOn).toBe(dayAhead(14));
  });

  it('say of a source that is out that it is', async () => {
    running.world.telemetryIsUp = false;
    running.world.contractsAreUp = false;
    await until(
      async () =>
        knex('sources').whereNotNull('not_read_since').select('source'),
      rows => rows.length === 3,
    );
    const { body } = await open();
    const unknown = body.agenda.filter(
      (item: any) => item.level === 'unknown' && /not known$/.test(item.title),
    );
    expect(unknown.map(({ title }: any) => title)).toEqual([
      'Health: not known',
      'Alarms: not known',
      'Contracts: not known',
      'Drift: not known',
      'Volume: not known',
    ]);
  });

  it('look at the portfolio as a whole', async () => {
    running.world.drift = [driftItem('till', { callsLastDay: 4_200 })];
    running.world.entities.push(integration('orphan', { owner: 'ghosts' }));
    await running.settled();
    await until(
      async () => knex('drift_items').select('id'),
      rows => rows.length === 1,
    );
    const { status, body } = await open({});
    expect(status).toBe(201);
    expect(body).toMatchObject({
      subject: 'portfolio',
      mustDecide: false,
      proposedNextReviewOn: dayAhead(365),
    });
    const titles = body.agenda.map(({ title }: any) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1 .*%/),
        expect.stringMatching(/^Pain point 3: /),
        'Reviews: 0 overdue, 2 never held',
        '1 integration has no owner',
        '1 connection is observed and not declared',
        'No two assessments to compare',
      ]),
    );
    expect(message(await open({}))).toEqual([
      409,
      expect.stringContaining(body.id),
    ]);
    expect((await keep(body.id)).status).toBe(400);
    const [item] = body.agenda;
    const vague = await dispose(body.id, item.id, {
      kind: 'finding',
      finding: finding({ checkId: 'delivery-unit-tests' }),
    });
    expect(message(vague)).toEqual([
      400,
      expect.stringContaining('finding.entityRef'),
    ]);
    const about = await dispose(body.id, item.id, {
      kind: 'finding',
      finding: finding({ entityRef, checkId: 'delivery-unit-tests' }),
    });
    expect(about.body.findings).toMatchObject([
      { integration: { entityRef }, checkTitle: 'Unit tests passed lately' },
    ]);
    for (const { id } of body.agenda.slice(1)) {
      await dispose(body.id, id, { kind: 'fine' });
    }
    const signed = await sign(body.id);
    expect(signed.body).toMatchObject({
      state: 'signed',
      nextReviewOn: dayAhead(365),
    });
    const list = await running.get('/v1/reviews?subject=portfolio');
    expect(list.body).toMatchObject({
      totalItems: 1,
      mayHoldPortfolio: true,
    });
  });

  it('go with their integration, 30 days after it left the catalog', async () => {
    const { body } = await open();
    await dispose(body.id, body.agenda[0].id, {
      kind: 'finding',
      finding: finding(),
    });
    await knex('projection_integrations').update({
      deleted_at: new Date(Date.now() - 31 * DAY_MS),
    });
    running.world.entities = [...surroundings];
    await running.runTask('forget-what-is-gone');
    for (const table of [
      'reviews',
      'review_items',
      'review_trail',
      'findings',
    ]) {
      expect(await knex(table)).toEqual([]);
    }
  });
});

describe.each(databases.eachSupportedId())('findings on %s', databaseId => {
  let knex: Awaited<ReturnType<typeof databases.init>>;
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let reviewId: string;
  let agenda: any[];

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, {
      entities: [...surroundings, integration('careful', carefulSpec)],
      groupsOf: { jon: ['group:default/fulfilment'] },
    });
    await running.settled();
    const { body } = await running.post('/v1/reviews', { entityRef });
    reviewId = body.id;
    agenda = body.agenda;
  });

  afterEach(() => running.stop());

  const add = async (rest: object = {}, at = 0) => {
    const { body } = await running.put(
      `/v1/reviews/${reviewId}/items/${agenda[at].id}/disposition`,
      { kind: 'finding', finding: finding(rest) },
    );
    return body.findings.at(-1);
  };
  const list = async (query = '') =>
    (await running.get(`/v1/findings${query}`)).body;

  it('are closed by evidence, once, and by nothing else', async () => {
    const { id } = await add({ checkId: 'delivery-unit-tests' });
    expect((await list()).items).toMatchObject([
      { id, checkResult: 'unmeasured', state: 'open' },
    ]);
    const byHand = await running.post(`/v1/findings/${id}/completion`, {
      note: 'Done',
    });
    expect(byHand.status).toBe(409);
    expect(byHand.body.error.message).toContain('delivery-unit-tests');

    await running.post('/v1/evidence/default/careful', {
      testResults: [{ level: 'unit', tests: 3, failed: 0 }],
    });
    await until(list, ({ items }) => items[0].state === 'done');
    const { items } = await list('?state=done');
    expect(items).toMatchObject([
      { id, doneBy: 'evidence', checkResult: 'pass', mayChange: false },
    ]);
    const { trail } = (await running.get(`/v1/reviews/${reviewId}`)).body;
    expect(trail.filter(({ by }: any) => by === 'evidence')).toHaveLength(1);
    await running.post('/v1/evaluations', { entityRefs: [entityRef] });
    await running.runTask('evaluate');
    const after = (await running.get(`/v1/reviews/${reviewId}`)).body;
    expect(after.trail).toHaveLength(trail.length);
  });

  it('are closed by the next run where the check came to pass as they were written', async () => {
    await running.post('/v1/evidence/default/careful', {
      testResults: [{ level: 'unit', tests: 3, failed: 0 }],
    });
    const { id } = await add();
    await knex('findings')
      .where({ id })
      .update({ check_id: 'delivery-unit-tests' });
    await running.runTask('evaluate');
    await until(list, ({ items }) => items[0].state === 'done');
    expect((await list()).items[0].doneBy).toBe('evidence');
  });

  it('are given to others and to another day by who has them, with a reason', async () => {
    const { id } = await add();
    const change = (person: string, rest: object = {}) =>
      running.putAs(person, `/v1/findings/${id}`, {
        ownerRef: 'user:default/jon',
        dueOn: dayAhead(60),
        reason: 'Jon has time',
        ...rest,
      });
    running.world.decisions = {
      'integration.review.hold': { result: AuthorizeResult.DENY },
    };
    expect((await change('ada')).status).toBe(403);
    const changed = await change('jon');
    expect(changed.body).toMatchObject({
      ownerRef: 'user:default/jon',
      dueOn: dayAhead(60),
      mayChange: true,
    });
    expect((await change('jon', { reason: ' ' })).status).toBe(400);
    expect((await change('jon', { dueOn: dayAhead(-1) })).status).toBe(400);
    expect((await change('jon', { ownerRef: 'jon' })).status).toBe(400);
    const { trail } = (await running.get(`/v1/reviews/${reviewId}`)).body;
    expect(trail.at(-1)).toMatchObject({
      by: 'user:default/jon',
      what: expect.stringContaining('Jon has time'),
    });
    expect(running.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'finding-change' }),
    );

    const complete = (body: object) =>
      running.postAs('jon', `/v1/findings/${id}/completion`, body);
    expect((await complete({ note: ' ' })).status).toBe(400);
    expect(
      (await complete({ note: 'x', href: 'ftp://files.example.com' })).status,
    ).toBe(400);
    const done = await complete({
      note: 'Written',
      href: 'https://git.example.com/1',
    });
    expect(done.body).toMatchObject({
      state: 'done',
      doneBy: 'user:default/jon',
      note: 'Written',
      href: 'https://git.example.com/1',
    });
    expect((await complete({ note: 'Again' })).status).toBe(409);
    expect((await change('jon')).status).toBe(409);
  });

  it('are withdrawn where their disposition is taken back or replaced', async () => {
    await add();
    await running.put(
      `/v1/reviews/${reviewId}/items/${agenda[0].id}/disposition`,
      { kind: 'fine' },
    );
    expect((await list()).items).toMatchObject([{ state: 'withdrawn' }]);
    await add({}, 1);
    await running.remove(
      `/v1/reviews/${reviewId}/items/${agenda[1].id}/disposition`,
    );
    expect(await list('?state=open')).toMatchObject({ totalItems: 0 });
  });

  it('are listed with what is overdue first, and counted', async () => {
    const later = await add({ title: 'Later', dueOn: dayAhead(10) });
    const late = await add({ title: 'Late' }, 1);
    const over = await add({ title: 'Over' }, 2);
    await running.post(`/v1/findings/${over.id}/completion`, { note: 'Done' });
    await knex('findings')
      .where({ id: late.id })
      .update({ due_on: dayAhead(-1) });
    const all = await list();
    expect(all.items.map(({ id }: any) => id)).toEqual([
      late.id,
      later.id,
      over.id,
    ]);
    expect(all).toMatchObject({ totalItems: 3, overdue: 1 });
    expect(all.items[0].isOverdue).toBe(true);
    expect(await list('?isOverdue=true&limit=1')).toMatchObject({
      totalItems: 1,
      items: [{ id: late.id }],
    });
    expect((await list('?isOverdue=false')).totalItems).toBe(2);
    expect(
      (await list('?findingOwner=group:default/checkout')).totalItems,
    ).toBe(0);
    expect((await list(`?integration=${entityRef}`)).totalItems).toBe(3);
    const first = await list('?limit=2');
    const rest = await list(`?limit=2&cursor=${first.pageInfo.nextCursor}`);
    expect(rest.items).toMatchObject([{ id: over.id }]);
  });
});
