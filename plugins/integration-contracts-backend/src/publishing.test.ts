import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { integration } from './__testUtils__/landscape';
import { startContracts, until } from './__testUtils__/startContracts';

const order = (maxLength: number, more: object = {}) => ({
  type: 'object',
  properties: { note: { type: 'string', maxLength } },
  ...more,
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('publishing on %s', databaseId => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startContracts>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    portal = await startContracts(knex, {
      entities: [
        integration('order-events', {
          source: 'web-shop',
          owner: 'checkout',
          dataFlows: [
            {
              data: 'orders',
              provider: 'web-shop',
              contract: { subject: 'orders' },
            },
          ],
        }),
        integration('order-reports', {
          owner: 'finance',
          dataFlows: [{ data: 'orders', contract: { subject: 'orders' } }],
        }),
      ],
      usage: [
        {
          consumer: 'reports',
          version: '1',
          lastSeenAt: '2026-11-26T08:00:00.000Z',
          calls: 5,
        },
        { consumer: 'unknown', lastSeenAt: '2026-11-26T08:00:00.000Z' },
      ],
    });
    await until(
      async () =>
        (await portal.get(portal.contract('orders'))).body.summary?.consumers,
      consumers => consumers === 2,
    );
  }, 60_000);

  afterAll(() => portal.stop());

  /** That version 1 ended long ago. */
  const announce = (subject: string) =>
    portal.post('/v1/endings', {
      subject: {
        kind: 'version',
        contract: { registry: 'default', subject },
        version: '1',
      },
      announcedAt: '2019-01-01T00:00:00Z',
      sunsetAt: '2020-01-01T00:00:00Z',
      replacement: { kind: 'none', reason: 'It is never sent' },
      note: 'Nothing to do',
    });

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

  it('shows who depends on a contract before anybody published it, and which versions they use', async () => {
    const { body } = await portal.get(portal.contract('orders'));
    expect(body.consumers).toMatchObject([
      {
        integrationRef: 'integration:default/order-events',
        role: 'provider',
        versions: [{ version: '1', consumer: 'reports', calls: 5 }],
      },
      {
        integrationRef: 'integration:default/order-reports',
        ownerRef: 'group:default/finance',
        role: 'consumer',
      },
    ]);
  });

  it('refuses what breaks, with every violation, its place and whom it concerns, and keeps the refusal only', async () => {
    await portal.publish('orders', JSON.stringify(order(9), null, 2));
    const { status, body } = await portal.publish(
      'orders',
      JSON.stringify(order(5), null, 2),
    );
    expect(status).toBe(409);
    expect(body.error.name).toBe('PublicationRefusedError');
    expect(body.verdict).toMatchObject({
      compatible: false,
      clashingVersion: '1',
      comparedWith: ['1'],
      violations: [
        {
          severity: 'error',
          version: '1',
          direction: 'BACKWARD',
          oldPointer: '/properties/note/maxLength',
          oldPlace: { line: 6, column: 7 },
          newPlace: { line: 6, column: 7 },
          consumers: ['integration:default/order-reports'],
        },
      ],
      consumers: [{ integrationRef: 'integration:default/order-reports' }],
    });
    const contract = (await portal.get(portal.contract('orders'))).body;
    expect(contract.summary).toMatchObject({ versions: 1, verdict: 'first' });
    expect(contract.summary.lastRefusedAt).toBeDefined();
    expect(contract.refusals).toMatchObject([
      { by: 'user:default/mock', version: '2', verdict: body.verdict },
    ]);
  });

  it('lets what breaks through with a reason, and tells the consumers’ owners and the health pages', async () => {
    portal.world.changes.length = 0;
    portal.world.telemetryFailures = 0;
    const { status, body } = await portal.publish('orders', order(5), {
      override: { reason: 'Agreed with finance' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      told: ['group:default/finance'],
      version: {
        verdict: 'overridden',
        breaking: 1,
        override: { reason: 'Agreed with finance', by: 'user:default/mock' },
      },
    });
    await until(
      () => portal.world.changes.length + portal.world.notifications.length,
      count => count === 2,
    );
    expect(portal.world.notifications).toMatchObject([
      { recipients: { type: 'entity', entityRef: 'group:default/finance' } },
    ]);
    expect(portal.world.changes).toMatchObject([
      {
        kind: 'contract-version',
        version: '2',
        subjects: [
          'integration:default/order-events',
          'integration:default/order-reports',
        ],
      },
    ]);
    await until(
      () => knex('contract_outbox').select(),
      left => left.length === 0,
    );
  });

  it('knows the same content again, whatever its syntax and the order of its keys', async () => {
    const first = await portal.publish('same', {
      type: 'string',
      maxLength: 5,
    });
    const again = await portal.publish('same', 'maxLength: 5\ntype: string\n');
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({
      alreadyKnown: true,
      version: first.body.version,
    });
    const elsewhere = await portal.publish('elsewhere', {
      maxLength: 5,
      type: 'string',
    });
    expect(elsewhere.body.version.contentId).toBe(first.body.version.contentId);
  });

  it('refuses a text that cannot be read with line and column, and changes nothing', async () => {
    const { status, body } = await portal.publish('broken', '{\n  "a": 1,\n}');
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^Line 3, column 1: /);
    expect((await portal.get(portal.contract('broken'))).status).toBe(404);
  });

  it('refuses a version’s name that exists with other content', async () => {
    await portal.publish('named', order(5, { version: '4.2.0' }));
    const { status, body } = await portal.publish('named', order(6), {
      version: '4.2.0',
    });
    expect(status).toBe(409);
    expect(body.error.message).toBe(
      '4.2.0 exists with other content; give it another version',
    );
    const again = await portal.publish('named', order(6, { version: '4.3.0' }));
    expect(again.body.version.version).toBe('4.3.0');
  });

  it('makes one version of two publications of the same at once, and two numbers of two different', async () => {
    const same = await Promise.all([
      portal.publish('race', order(5)),
      portal.publish('race', order(5)),
    ]);
    expect(same.map(({ status }) => status).sort()).toEqual([200, 201]);
    const different = await Promise.all(
      [6, 7, 8].map(limit =>
        portal.publish('race', order(limit), { override: { reason: 'Race' } }),
      ),
    );
    expect(different.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { allVersions } = (await portal.get(portal.contract('race'))).body;
    expect(allVersions.map(({ number }: { number: number }) => number)).toEqual(
      [4, 3, 2, 1],
    );
  });

  it('judges against all that are not retired where the mode is transitive', async () => {
    await portal.publish('long', order(9));
    await portal.put(`${portal.contract('long')}/settings`, {
      mode: 'BACKWARD_TRANSITIVE',
    });
    await portal.publish('long', order(5), { override: { reason: 'Needed' } });
    expect((await portal.publish('long', order(6))).status).toBe(409);
    const { body: ending } = await announce('long');
    await portal.post(`/v1/endings/${ending.id}/retirement`, {
      override: { reason: 'Nobody had it' },
    });
    const { status, body } = await portal.publish('long', order(6));
    expect(status).toBe(201);
    expect(body.verdict.comparedWith).toEqual(['2']);
  });

  it('shows a deprecated version as sunset once its end has passed', async () => {
    await portal.publish('ending', order(5));
    const { body: ending } = await announce('ending');
    const read = async () =>
      (await portal.get(`${portal.contract('ending')}/versions/1`)).body
        .version;
    expect(await read()).toMatchObject({
      state: 'sunset',
      deprecatedAt: '2019-01-01T00:00:00.000Z',
      replacement: 'none',
    });
    await portal.post(`/v1/endings/${ending.id}/withdrawal`, {
      reason: 'It stays',
    });
    const back = await read();
    expect(back.state).toBe('active');
    expect(back.sunsetAt).toBeUndefined();
  });

  it('takes guarantees from the text, and what is set beside it before them', async () => {
    await portal.publish(
      'promises',
      order(5, {
        'x-tieline-guarantees': {
          delivery: 'at-least-once',
          ordering: 'by order id',
          errorCases: [{ name: '429', retryable: true }, 'nonsense'],
        },
      }),
    );
    await portal.put(`${portal.contract('promises')}/settings`, {
      guarantees: { ordering: 'none' },
    });
    expect(
      (await portal.get(portal.contract('promises'))).body.guarantees,
    ).toEqual({
      delivery: 'at-least-once',
      ordering: 'none',
      errorCases: [{ name: '429', retryable: true }],
    });
  });

  it('checks a text against a contract, another text, or nothing, without keeping it', async () => {
    const contract = { registry: 'default', subject: 'first' };
    const check = (body: object) => portal.post('/v1/checks', body);
    const text = JSON.stringify(order(5));
    expect((await check({ text, contract })).body).toMatchObject({
      compatible: false,
      comparedWith: ['1'],
    });
    expect(
      (await check({ text, contract, mode: 'FORWARD' })).body,
    ).toMatchObject({ compatible: true, mode: 'FORWARD' });
    expect(
      (await check({ text, against: JSON.stringify(order(4)) })).body,
    ).toMatchObject({ compatible: true, comparedWith: ['given'] });
    expect((await check({ text: 'a: [' })).status).toBe(400);
    expect((await portal.get(portal.contract('first'))).body).toMatchObject({
      summary: { versions: 1 },
      refusals: [],
    });
  });

  it('says what is different between two versions, under any mode', async () => {
    const path = `${portal.contract('long')}/difference`;
    const { body } = await portal.get(`${path}?from=1&to=2`);
    expect(body).toMatchObject({
      from: { version: '1', state: 'retired' },
      to: { version: '2' },
      verdict: { compatible: false, mode: 'BACKWARD_TRANSITIVE' },
      changes: [
        {
          kind: 'changed',
          documentation: false,
          oldPointer: '/properties/note/maxLength',
          newPointer: '/properties/note/maxLength',
          newPlace: { line: 1 },
          violations: [0],
        },
      ],
    });
    const forward = await portal.get(`${path}?from=1&to=2&mode=FORWARD`);
    expect(forward.body.verdict.compatible).toBe(true);
    expect((await portal.get(`${path}?from=1&to=77`)).status).toBe(404);
  });

  it('needs a permission for each verb, and tells the auditor of refused attempts too', async () => {
    const names = ['read', 'check', 'publish', 'override', 'manage'];
    const deny = (name: string) => {
      portal.world.decisions = {
        [`integration.contract.${name}`]: { result: AuthorizeResult.DENY },
      };
    };
    const attempts: Record<string, () => PromiseLike<{ status: number }>> = {
      read: () => portal.get(portal.contract('first')),
      check: () => portal.post('/v1/checks', { text: '{"type":"string"}' }),
      publish: () => portal.publish('first', order(11)),
      override: () =>
        portal.publish('first', order(1), { override: { reason: 'Because' } }),
      manage: () =>
        portal.put(`${portal.contract('first')}/settings`, { mode: 'FULL' }),
    };
    for (const name of names) {
      deny(name);
      expect([name, (await attempts[name]()).status]).toEqual([name, 403]);
    }
    portal.world.decisions = {};
    expect(portal.auditEvent.fail).toHaveBeenCalled();
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'contract-publish',
        meta: { contract: 'default/first', override: 'Because' },
      }),
    );
  });

  it('leaves a contract to its provider where the policy says so', async () => {
    await portal.put(`${portal.contract('first')}/settings`, {
      ownerRef: 'group:default/checkout',
    });
    const only = (claims: string[]) => {
      portal.world.decisions = {
        'integration.contract.publish': {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'integration-contracts',
          resourceType: 'integration-contract',
          conditions: {
            rule: 'IS_PROVIDER',
            resourceType: 'integration-contract',
            params: { claims },
          },
        },
      };
    };
    only(['group:default/finance']);
    expect((await portal.publish('first', order(12))).status).toBe(403);
    only(['group:default/checkout']);
    expect((await portal.publish('first', order(12))).status).toBe(201);
    portal.world.decisions = {};
  });

  it('shows only integrations that the reader may see', async () => {
    portal.world.decisions = {
      'integration.read': {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-contracts',
        resourceType: 'integration',
        conditions: {
          rule: 'IS_OWNER',
          resourceType: 'integration',
          params: { claims: ['group:default/checkout'] },
        },
      },
    };
    const { body } = await portal.get(portal.contract('orders'));
    expect(body.summary.consumers).toBe(1);
    expect(body.consumers).toHaveLength(1);
    expect(body.refusals[0].verdict.consumers).toEqual([]);
    portal.world.decisions = {};
  });
});
