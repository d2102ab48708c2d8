import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, Page, test } from '@playwright/test';
import { callTrace } from './callTrace';
import { openAs } from './signIn';

const dataDirectory = process.env.TIELINE_DATA_DIR ?? '.data';
const token = (name: string) =>
  readFileSync(join(dataDirectory, name), 'utf8').trim();

const tracesPath = '/api/integration-telemetry/otlp/v1/traces';

/** The row of a table that begins with a text. */
function row(page: Page, table: string, name: RegExp) {
  return page
    .getByRole('region', { name: table })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });
}

test('an operator sees what was taken, what was turned away and why', async ({
  page,
  request,
}) => {
  const send = (authorization: string) =>
    request.post(tracesPath, {
      headers: { Authorization: authorization },
      data: callTrace(`caller-${randomBytes(4).toString('hex')}`, 'callee'),
    });
  expect((await send(`Bearer ${token('otlp-token')}`)).status()).toBe(200);
  expect((await send('Bearer nonsense')).status()).toBe(401);

  await openAs(page, 'Ada Lind', '/operations');
  await expect(row(page, 'Accepted by signal', /^traces/)).toContainText(
    /[1-9].*ago/,
  );
  await expect(
    page
      .getByRole('region', { name: 'Turned away by reason' })
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: '401', exact: true }) })
      .first(),
  ).toContainText(/[1-9]/);
  await expect(page.getByRole('list', { name: 'Problems' })).toContainText(
    'turned away in the last 15 min',
  );
  await expect(
    page.getByRole('region', { name: 'Series by integration' }),
  ).toContainText('order-events');
});

test('who does not run the portal sees neither the page nor its entry', async ({
  page,
  request,
}) => {
  await openAs(page, 'Mira Kask', '/operations');
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await expect(navigation.getByRole('link', { name: 'Catalog' })).toBeVisible();
  await expect(
    navigation.getByRole('link', { name: 'Operations' }),
  ).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Operations' })).toHaveCount(
    0,
  );
  const answer = await request.get('/api/integration-telemetry/v1/operations', {
    headers: { Authorization: `Bearer ${token('read-token')}` },
  });
  expect(answer.status()).toBe(403);
});

test('an integration’s page tells who calls it, with which version', async ({
  page,
}) => {
  await openAs(
    page,
    'Ada Lind',
    '/catalog/default/integration/payment-authorise/health',
  );
  const consumer = row(
    page,
    'Consumers and contract versions',
    /checkout-service/,
  );
  await expect(consumer).toContainText(/v3.*%.*ago/);
  await page
    .getByRole('group', { name: 'Days' })
    .getByRole('button', { name: /7\sd/ })
    .click();
  await expect(page).toHaveURL(/usage=7d/);
  await expect(page.getByText(/calls in 7 days/)).toBeVisible();
});
