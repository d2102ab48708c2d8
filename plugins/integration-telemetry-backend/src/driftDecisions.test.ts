import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DriftAttachment,
  DriftDetail,
  DriftPage,
} from '@tieline/plugin-integrations-common/telemetry';
import { parse } from 'yaml';
import { DecisionStore } from './drift/DecisionStore';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { component, span, traces } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const calls = (
  count: number,
  attributes: Record<string, string>,
  service = 'campaigns',
) =>
  traces(
    { 'service.name': service },
    Array.from({ length: count }, () =>
      span({
        attributes: {
          'http.request.method': 'GET',
          'url.template': '/contacts',
          ...attributes,
        },
      }),
    ),
  );

const toCrm = {
  'server.address': 'crm.example.com',
  'service.peer.name': 'crm-core',
};

const integration = (name: string, spec: object) => ({
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { name, namespace: 'default' },
  spec: {
    type: 'point-to-point',
    lifecycle: 'production',
    source: 'system:default/marketing',
    targets: ['system:default/crm'],
    ...spec,
  } as any,
});

const components = () => [
  component('campaigns', 'marketing'),
  component('crm-core', 'crm'),
  component('newsletter', 'press'),
];

describe('what is decided of drift', () => {
  it.each(databases.eachSupportedId())(
    'takes a dismissed difference out of the list until somebody undoes it, on %s',
    async id => {
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
      });
      await telemetry.otlp('traces').send(calls(4, toCrm));
      const { items } = await telemetry.until<DriftPage>(
        '/v1/drift',
        page => page.totalItems === 1,
      );
      const path = `/v1/drift/${items[0].id}/dismissal`;
      expect((await telemetry.send('put', path, { reason: ' ' })).status).toBe(
        400,
      );
      expect(
        (await telemetry.send('put', path, { reason: 'x', expiresInDays: 0 }))
          .status,
      ).toBe(400);
      const put = await telemetry.send('put', path, {
        reason: 'Ends with the old CRM in spring',
      });
      expect(put.status).toBe(200);
      const { dismissal } = put.body;
      expect(dismissal).toMatchObject({
        reason: 'Ends with the old CRM in spring',
        callsPerDay: 4,
      });
      expect(
        (Date.parse(dismissal.expiresAt) - Date.parse(dismissal.at)) /
          86_400_000,
      ).toBe(90);

      const again = await telemetry.send('put', path, { reason: 'Again' });
      expect(again.status).toBe(409);
      expect(again.body.error.message).toContain('already dismissed by');

      const shown = (await telemetry.get('/v1/drift')).body;
      expect(shown).toMatchObject({
        items: [],
        totalItems: 0,
        dismissedItems: 1,
        kindCounts: { undeclared: 0 },
      });
      const dismissed = (await telemetry.get('/v1/drift?dismissed=true')).body;
      expect(dismissed).toMatchObject({
        totalItems: 1,
        kindCounts: { undeclared: 1 },
        items: [{ id: items[0].id, dismissal }],
      });

      expect((await telemetry.remove(path)).body.dismissal).toBeUndefined();
      expect((await telemetry.remove(path)).status).toBe(404);
      const back = (await telemetry.get('/v1/drift')).body;
      expect(back.items).toHaveLength(1);
      expect(back.items[0].cameBack).toBeUndefined();
      await telemetry.stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'brings back what has more than twice its traffic, and says so, on %s',
    async id => {
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
      });
      await telemetry.otlp('traces').send(calls(4, toCrm));
      const { items } = await telemetry.until<DriftPage>(
        '/v1/drift',
        page => page.totalItems === 1,
      );
      await telemetry.send('put', `/v1/drift/${items[0].id}/dismissal`, {
        reason: 'A trial',
      });
      await telemetry.otlp('traces').send(calls(4, toCrm));
      const twice = await telemetry.until<DriftPage>(
        '/v1/drift?dismissed=true',
        page => page.items[0]?.callsLastDay === 8,
      );
      expect(twice.items[0].dismissal).toBeDefined();
      await telemetry.otlp('traces').send(calls(1, toCrm));
      const back = await telemetry.until<DriftPage>(
        '/v1/drift',
        page => page.totalItems === 1,
      );
      expect(back.items[0]).toMatchObject({
        callsLastDay: 9,
        cameBack: {
          reason: 'A trial',
          because: 'volume-doubled',
          callsPerDay: 4,
          callsThen: 9,
        },
      });
      await telemetry.stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'brings back what has expired, and lets it be dismissed again, on %s',
    async id => {
      const knex = await databases.init(id);
      const telemetry = await startTelemetry({ knex });
      await telemetry.otlp('traces').send(calls(4, toCrm));
      const { items } = await telemetry.until<DriftPage>(
        '/v1/drift',
        page => page.totalItems === 1,
      );
      const atMs = Date.now() - 10_000;
      const decisions = new DecisionStore({ knex });
      const decision = {
        reason: 'For a while',
        by: 'user:default/mira.kask',
        atMs,
        callsPerDay: 4,
      };
      await decisions.dismiss(items[0], {
        ...decision,
        expiresMs: atMs + 5_000,
      });
      const back = (await telemetry.get('/v1/drift')).body;
      expect(back.items[0].cameBack).toMatchObject({
        by: 'user:default/mira.kask',
        because: 'expired',
        endedAt: new Date(atMs + 5_000).toISOString(),
      });
      await decisions.dismiss(items[0], {
        ...decision,
        atMs: Date.now(),
        expiresMs: Date.now() + 60_000,
      });
      expect((await telemetry.get('/v1/drift')).body.totalItems).toBe(0);
      await telemetry.stop();
    },
  );

  it('lets only one of two replicas dismiss at the same moment', async () => {
    const knex = await databases.init(databases.eachSupportedId().at(-1)![0]);
    const telemetry = await startTelemetry({ knex });
    const one = new DecisionStore({ knex });
    const other = new DecisionStore({ knex });
    const decision = {
      reason: 'A trial',
      by: 'user:default/mira.kask',
      atMs: Date.now(),
      expiresMs: Date.now() + 60_000,
      callsPerDay: 1,
    };
    const item = { id: 'a', headline: 'a calls b' };
    const outcomes = await Promise.allSettled([
      one.dismiss(item, decision),
      other.dismiss(item, decision),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    await telemetry.stop();
  });

  it('is for nobody without the permission', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      permissions: AuthorizeResult.DENY,
    });
    const denied = await telemetry.send('put', '/v1/drift/x/dismissal', {
      reason: 'x',
    });
    expect(denied.status).toBe(403);
    expect(denied.body.error.message).toContain('integration.drift.dismiss');
    expect((await telemetry.get('/v1/drift/x')).status).toBe(403);
    await telemetry.stop();
  });

  it('says what is not there', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
    });
    expect((await telemetry.get('/v1/drift/x')).status).toBe(404);
    expect(
      (await telemetry.send('put', '/v1/drift/x/dismissal', { reason: 'x' }))
        .status,
    ).toBe(404);
    expect(
      (await telemetry.get('/v1/drift/x/attachment?integration=system:erp'))
        .status,
    ).toBe(400);
    await telemetry.stop();
  });
});

describe('drift between declared integrations', () => {
  it.each(databases.eachSupportedId())(
    'proposes the integration with the same ends, with matchers that take the flow and say what else they take, on %s',
    async id => {
      const catalog = createCatalog([
        ...components(),
        integration('contact-sync', {
          endpoints: [
            {
              name: 'contacts',
              protocol: 'https',
              address: 'https://crm.example.com/contacts',
              role: 'call',
            },
          ],
        }),
        integration('elsewhere', { targets: ['system:default/erp'] }),
      ]);
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog,
      });
      await telemetry.otlp('traces').send(calls(3, toCrm));
      await telemetry
        .otlp('traces')
        .send(calls(1, { ...toCrm, 'url.template': '/segments' }));
      const { items } = await telemetry.until<DriftPage>(
        '/v1/drift?text=CONTACTS',
        page =>
          page.totalItems === 1 &&
          page.items[0].target?.entityRef !== undefined &&
          page.items[0].source?.entityRef !== undefined,
      );
      const detail: DriftDetail = (
        await telemetry.get(`/v1/drift/${items[0].id}`)
      ).body;
      expect(
        detail.candidates.map(({ integrationRef, because }) => [
          integrationRef,
          because,
        ]),
      ).toEqual([
        [
          'integration:default/contact-sync',
          'same address, same target, same source',
        ],
        ['integration:default/elsewhere', 'same source'],
      ]);
      const attachment: DriftAttachment = (
        await telemetry.get(
          `/v1/drift/${items[0].id}/attachment?integration=integration:default/contact-sync`,
        )
      ).body;
      expect(attachment).toMatchObject({
        field: 'spec.telemetry.matchers',
        alsoTakes: { total: 1, headlines: ['campaigns calls crm-core'] },
      });
      const matchers = parse(attachment.yaml);
      expect(matchers).toEqual([
        {
          conditions: [
            { attribute: 'service.name', equals: 'campaigns' },
            { attribute: 'server.address', equals: 'crm.example.com' },
          ],
        },
      ]);
      catalog.add(
        integration('with-matchers', { telemetry: { matchers } }) as any,
      );
      await telemetry.until<DriftPage>(
        '/v1/drift?kind=undeclared',
        page => page.totalItems === 0,
      );
      await telemetry.stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'shows an undeclared version, consumer and address of an integration with what was declared instead, on %s',
    async id => {
      const matchers = [
        {
          conditions: [
            { attribute: 'server.address', equals: 'crm.example.com' },
          ],
          version: { attribute: 'url.template', pattern: '^/(v\\d+)/' },
        },
      ];
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog: createCatalog([
          ...components(),
          integration('contact-sync', {
            endpoints: [
              {
                name: 'contacts',
                protocol: 'https',
                address: 'https://crm.example.com:8443/v2/contacts',
                role: 'call',
                version: 'v2',
              },
            ],
            telemetry: { matchers },
          }),
        ]),
      });
      await telemetry.until<{ totalItems: number }>(
        '/v1/health',
        ({ totalItems }) => totalItems === 1,
      );
      const to = (path: string) => ({ ...toCrm, 'url.template': path });
      await telemetry.otlp('traces').send(calls(9, to('/v2/contacts')));
      await telemetry.otlp('traces').send(calls(3, to('/v1/contacts')));
      await telemetry
        .otlp('traces')
        .send(calls(2, to('/v2/contacts'), 'newsletter'));
      await telemetry.otlp('traces').send(
        calls(1, {
          'server.address': 'crm-old.example.com',
          'service.peer.name': 'crm-core',
        }),
      );
      const page = await telemetry.until<DriftPage>(
        '/v1/drift?kind=mismatched&integration=integration:default/contact-sync',
        ({ totalItems }) => totalItems === 3,
      );
      expect(
        page.items.map(({ mismatch, callsLastDay, headline }) => [
          mismatch?.aspect,
          mismatch?.observed,
          mismatch?.declared.at(-1),
          callsLastDay,
          headline,
        ]),
      ).toEqual([
        [
          'version',
          'v1',
          'v2',
          3,
          'Version v1 of contact-sync is in use, and not declared',
        ],
        [
          'consumer',
          'newsletter',
          'system:default/crm',
          2,
          'newsletter uses contact-sync, which does not name it',
        ],
        [
          'address',
          'crm-old.example.com',
          'crm.example.com',
          1,
          'campaigns calls crm-core at crm-old.example.com, which contact-sync does not name',
        ],
      ]);
      expect(page.items[0].evidence).toEqual([
        expect.objectContaining({
          what: 'Observed version',
          value: 'v1: 3 calls in the last 24 h',
          source: 'spans of the caller',
        }),
        expect.objectContaining({ what: 'Used by', value: 'campaigns' }),
        {
          what: 'Declared versions',
          value: 'v2',
          source: 'endpoints of integration:default/contact-sync',
        },
      ]);
      const detail: DriftDetail = (
        await telemetry.get(`/v1/drift/${page.items[0].id}`)
      ).body;
      expect(detail.days.map(day => day.calls)).toEqual([3]);
      const attachment: DriftAttachment = (
        await telemetry.get(
          `/v1/drift/${page.items[0].id}/attachment?integration=contact-sync`,
        )
      ).body;
      expect(attachment.field).toBe('spec.endpoints');
      expect(parse(attachment.yaml)).toMatchObject([
        { name: 'contacts-v1', version: 'v1', protocol: 'https' },
      ]);
      await telemetry.stop();
    },
  );
});
