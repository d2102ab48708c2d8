import { expect, Page, test } from '@playwright/test';
import { openAs } from './signIn';

const DAY_MS = 86_400_000;

/** A clock time so many days ahead, as a field for it takes it. */
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 16);

/** The ending's own part of the page. */
async function openEnding(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: /^ERP order API 1\.8\.0/ })
    .first()
    .click();
  await expect(
    page.getByRole('heading', {
      name: 'Is ERP order API 1.8.0 safe to retire?',
    }),
  ).toBeVisible();
}

test('deprecate a version, let a consumer acknowledge, see the forecast, and retire it', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  // The provider announces it.
  await openAs(page, 'Piet Brandt', '/contracts?q=erp-order-api');
  await page.getByRole('link', { name: 'ERP order API', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Of this contract' })
    .getByRole('link', { name: 'Versions' })
    .click();
  await page.getByRole('button', { name: 'Deprecate 1.8.0' }).click();
  const announcing = page.getByRole('dialog');
  await announcing.getByLabel('End date (sunset)').fill(inDays(10));
  await announcing
    .getByLabel('Replacing version')
    .selectOption({ label: '1.8.2 (active)' });
  await announcing
    .getByRole('textbox', { name: /^Migration note/ })
    .fill('Read the order number from the answer; nothing else changes.');
  await announcing.getByRole('button', { name: 'Announce its end' }).click();
  // Ten days are no notice for what others depend on, and nothing is lost.
  await expect(announcing.getByRole('alert')).toContainText('days of notice');
  await announcing.getByLabel('End date (sunset)').fill(inDays(200));
  await announcing.getByRole('button', { name: 'Announce its end' }).click();
  await expect(announcing).toBeHidden();

  // A consumer's owner answers.
  const other = await browser.newPage();
  await openAs(other, 'Mira Kask', '/deprecations?q=ERP%20order');
  await openEnding(other);
  await other
    .getByRole('button', { name: /^Say when stock-reserve moves/ })
    .first()
    .click();
  const answering = other.getByRole('dialog');
  await answering
    .getByText('We agree, and say when we will have moved')
    .click();
  await answering.getByLabel('Moved by').fill(inDays(40));
  await answering.getByRole('button', { name: 'Answer' }).click();
  await expect(answering).toBeHidden();
  await expect(
    other.getByText(/^stock-reserve will have moved on/).first(),
  ).toBeVisible();
  await other.close();

  // The provider sees how it stands, and ends it all the same.
  await page.goto('/deprecations?q=ERP%20order');
  await openEnding(page);
  await expect(page.getByText(/stock-reserve agreed/)).toBeVisible();
  await expect(page.getByText('Forecast', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Retire with an override…' }).click();
  const retiring = page.getByRole('dialog');
  await retiring
    .getByLabel('Reason to retire it all the same')
    .fill('The traffic does not say its version; nobody runs 1.8.0 any more.');
  await retiring.getByRole('button', { name: 'Retire all the same' }).click();
  await expect(retiring).toBeHidden();
  await page.goto('/deprecations?q=ERP%20order&past=true');
  await expect(
    page
      .getByRole('main')
      .getByText(/retired/)
      .first(),
  ).toBeVisible();
});
