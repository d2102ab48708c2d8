import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Alarm } from '@tieline/plugin-integrations-common/telemetry';

/** Alarms take a minute to settle, and trends are looked for once the history is complete. */
const ALL_MS = 300_000;
const HOUR_MS = 3_600_000;

const dataDirectory = process.env.TIELINE_DATA_DIR ?? '.data';

/** What the demo's stories raise: the worst reason, and how long ago it began. */
const stories: Record<
  string,
  { rule: string; since: [number, number]; headline?: RegExp }
> = {
  'integration:default/payment-authorise': { rule: 'errors', since: [0.5, 3] },
  'system:default/erp': { rule: 'errors', since: [1.1, 4] },
  'integration:default/crm-address-lookup': {
    rule: 'trend',
    since: [5 * 24, 11 * 24],
  },
  'integration:default/order-events': {
    rule: 'dead-letters',
    since: [6, 9],
  },
  'integration:default/supplier-stock-file': { rule: 'late', since: [48, 96] },
  'integration:default/payment-settlement-file': {
    rule: 'too-few-records',
    since: [0, 48],
  },
  'integration:default/order-to-3pl': {
    rule: 'unreconciled',
    since: [11, 14],
  },
  // A script that reads the ERP at night since then. The history brought it: nobody is told.
  'component:default/erp-order-api': {
    rule: 'undeclared',
    since: [18 * 24 - 2, 19 * 24 + 2],
    headline: /^10\.20\.4\.17 calls erp-order-api, and nobody declared it$/,
  },
  // Not a story of its own: what is silent needs somebody too.
  'integration:default/loyalty-points': { rule: 'silent', since: [5, 8] },
};

test('each story raises one alarm with the right reason and since when, nothing else does, and no history did', async ({
  request,
}) => {
  test.setTimeout(ALL_MS + 60_000);
  const token = readFileSync(join(dataDirectory, 'read-token'), 'utf8').trim();
  const read = async (query: string): Promise<Alarm[]> => {
    const response = await request.get(
      `/api/integration-telemetry/v1/alarms?limit=500&${query}`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    const { items } = await response.json();
    // Other journeys declare integrations of their own.
    return items.filter(({ subject }: Alarm) => !/\/own-/.test(subject!));
  };
  const rulesOf = (alarms: Alarm[]) =>
    Object.fromEntries(alarms.map(({ subject, rule }) => [subject, rule]));
  await expect
    .poll(async () => rulesOf(await read('state=open&joined=false')), {
      timeout: ALL_MS,
    })
    .toEqual(
      Object.fromEntries(
        Object.entries(stories).map(([subject, { rule }]) => [subject, rule]),
      ),
    );

  const told = await read('state=open&joined=false');
  expect(told).toHaveLength(Object.keys(stories).length);
  for (const { subject, since } of told) {
    const [least, most] = stories[subject!].since;
    const hours = (Date.now() - Date.parse(since)) / HOUR_MS;
    expect([subject, hours > least && hours < most, hours]).toEqual([
      subject,
      true,
      hours,
    ]);
  }
  for (const { subject, headline } of told) {
    expect(headline).toMatch(stories[subject!].headline ?? /./);
  }
  const [script] = told.filter(({ kind }) => kind === 'drift');
  expect(script.untold).toContain('history');
  expect(script.flows).toMatchObject([
    { protocol: 'http', destination: '/reports/open-orders' },
  ]);
  const [erp] = told.filter(({ kind }) => kind === 'cause');
  expect(erp.victims?.sort()).toEqual([
    'integration:default/invoice-post',
    'integration:default/order-to-erp',
    'integration:default/stock-reserve',
  ]);
  const past = (await read('state=cleared')).filter(({ untold }) =>
    untold?.includes('history'),
  );
  expect(past.map(({ subject, rule }) => [subject, rule])).toEqual([]);
});
