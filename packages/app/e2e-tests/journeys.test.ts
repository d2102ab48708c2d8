import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

test('browse the catalog and filter to what is failing', async ({ page }) => {
  await openAs(page, 'Ada Lind');
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Integrations' })
    .click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'Integrations' }),
  ).toBeVisible();
  await expect(page.getByText(/^\d{2} integrations between/)).toBeVisible();

  const failing = page
    .getByRole('search', { name: 'Filters' })
    .getByRole('checkbox', { name: 'failing' });
  await failing.focus();
  await page.keyboard.press('Space');

  await expect(page).toHaveURL(/status=failing/);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.filter({ hasText: 'payment-authorise' })).toContainText(
    /failing.*% errors for/,
  );
  await expect(rows.filter({ hasText: 'supplier-stock-file' })).toContainText(
    'no file for 3 days',
  );
  await expect(rows.filter({ hasText: 'healthy' })).toHaveCount(0);

  // A link sent to a colleague opens the same view.
  await page.reload();
  await expect(failing).toBeChecked();
  await expect(rows.filter({ hasText: 'payment-authorise' })).toBeVisible();

  await rows
    .filter({ hasText: 'payment-authorise' })
    .getByRole('link', { name: 'payment-authorise' })
    .click();
  await expect(page).toHaveURL(/integration\/payment-authorise/);
});

test('from the home page to the failing integration’s owner and runbook in two clicks', async ({
  page,
}) => {
  await openAs(page, 'Jon Aalto');
  const failing = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'payment-authorise' }) });
  await expect(failing).toContainText(/% of calls fail with 503/);
  await expect(failing).toContainText(/since/);
  await expect(failing.getByRole('link', { name: 'Runbook' })).toHaveAttribute(
    'href',
    /^https:\/\/wiki\.example\.com\/runbooks\//,
  );
  await expect(failing.getByRole('link', { name: 'checkout' })).toBeVisible();

  await failing.getByRole('link', { name: 'payment-authorise' }).click();
  const main = page.getByRole('main');
  await expect(
    main.getByText(/% of calls fail with 503/).first(),
  ).toBeVisible();
  await expect(
    main.getByRole('link', { name: 'Runbook' }).first(),
  ).toHaveAttribute('href', /runbooks/);
  await main.getByRole('link', { name: 'checkout' }).first().click();
  await expect(page).toHaveURL(/\/catalog\/default\/group\/checkout/);
});

test('run the checklist and open the evidence of a failed check', async ({
  page,
}) => {
  await openAs(page, 'Ada Lind', '/scorecard');
  await page.getByRole('button', { name: 'Run the checklist' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: /\d{2} integrations/ }),
  ).toBeVisible({ timeout: 60_000 });

  const cell = page.getByRole('button', {
    name: /^newsletter-signup, Inventory: not yet/,
  });
  await cell.click();
  const panel = page.getByRole('complementary').or(page.getByRole('dialog'));
  await expect(panel.first()).toContainText('Inventory');
  await expect(panel.first()).toContainText(/owner/i);
  await expect(panel.first()).toContainText('declared');
  await expect(page).toHaveURL(/newsletter-signup/);

  await page.keyboard.press('Escape');
  await expect(cell).toBeFocused();
});
