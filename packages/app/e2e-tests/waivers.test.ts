import { expect, test } from '@playwright/test';
import knexFactory from 'knex';
import { join } from 'node:path';
import { openAs } from './signIn';

const DAY_MS = 86_400_000;
const REASON = 'The first review is in spring.';
const dataDirectory = process.env.TIELINE_DATA_DIR ?? '.data';

const SCORECARD = '/catalog/default/integration/carrier-manifest/scorecard';

test('ask for a waiver, have it approved by somebody else, see the check waived, and count again once it is expired', async ({
  page,
  browser,
}) => {
  // The owner asks, and can't approve.
  await openAs(page, 'Mira Kask', `${SCORECARD}?question=review`);
  await page
    .getByRole('button', {
      name: 'Ask for a waiver of No finding is overdue…',
    })
    .click();
  const asking = page.getByRole('dialog');
  await asking.getByRole('textbox', { name: 'Reason' }).fill(REASON);
  await asking.getByRole('button', { name: 'Ask for it' }).click();
  await expect(asking).toBeHidden();
  await page.getByRole('link', { name: 'Open the waiver' }).click();
  const own = page.getByRole('complementary', {
    name: 'No finding is overdue',
  });
  await expect(
    own.getByRole('button', { name: 'Approve', exact: true }),
  ).toBeDisabled();
  await expect(own.getByText(/^You asked for it/).last()).toBeVisible();

  // Somebody else finds it on the scorecard, and approves.
  const other = await browser.newPage();
  await openAs(other, 'Ada Lind', '/scorecard');
  await other.getByRole('link', { name: /for a decision$/ }).click();
  await other
    .getByRole('row', { name: /carrier-manifest/ })
    .getByRole('button', { name: 'No finding is overdue' })
    .click();
  const panel = other.getByRole('complementary');
  await panel.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(panel.getByText(/approved by/)).toBeVisible();
  await other.close();

  await page.goto(`${SCORECARD}?question=review`);
  await expect(
    page.getByText(/^The waiver holds until .* \(in 90 days\)/),
  ).toBeVisible();

  // Its last day passes.
  const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: {
      filename: join(dataDirectory, 'database/integration-governance.sqlite'),
    },
    useNullAsDefault: true,
  });
  await knex('waivers')
    .where('reason', REASON)
    .update({ until_day: yesterday });
  await knex.destroy();
  await page.getByRole('button', { name: 'Run the checklist' }).click();
  await expect(page.getByText(/^The waiver holds until/)).toBeHidden();
  await page.goto('/waivers?state=expired');
  await expect(
    page.getByRole('row', { name: /carrier-manifest/ }),
  ).toContainText('expired');
});

test('attest what only people know, look up what was told, and take it back', async ({
  page,
}) => {
  await openAs(page, 'Mira Kask', `${SCORECARD}?question=retirement`);
  await page
    .getByRole('button', { name: 'Attest Keep or end was decided…' })
    .click();
  const attesting = page.getByRole('dialog');
  await attesting.getByText('Yes, it holds').click();
  await attesting
    .getByRole('textbox', { name: 'What you know, and how' })
    .fill('It stays: decided by the carriers’ board.');
  await attesting.getByRole('button', { name: 'Attest it' }).click();
  await expect(attesting).toBeHidden();
  await page.goto(`${SCORECARD}?question=retirement&told=open`);
  await expect(
    page.getByRole('row', { name: /Keep or end was decided/ }).first(),
  ).toContainText('It holds: It stays');

  await page
    .getByRole('main')
    .getByText('Keep or end was decided', { exact: true })
    .first()
    .click();
  await page
    .getByRole('button', {
      name: 'Take back your attestation of Keep or end was decided…',
    })
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Take it back' })
    .click();
  await expect(page.getByText(/^superseded since/).first()).toBeVisible();
});
