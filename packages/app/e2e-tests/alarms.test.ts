import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

/** An alarm is raised once something has been wrong for some minutes. */
const RAISED_MS = 300_000;

test('take an alarm on the home page, find it in the log, and give it back', async ({
  page,
}) => {
  test.setTimeout(RAISED_MS + 90_000);
  await openAs(page, 'Jon Aalto');
  const item = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({
      has: page.getByRole('link', { name: 'payment-authorise', exact: true }),
    });
  const acknowledge = item.getByRole('button', {
    name: 'Acknowledge payment-authorise',
  });
  await expect(acknowledge).toBeVisible({ timeout: RAISED_MS });
  await acknowledge.click();
  await expect(item).toContainText('Jon Aalto has it since');

  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Alarms/ })
    .click();
  const row = page
    .getByRole('table', { name: /^Alarms/ })
    .getByRole('row')
    .filter({ hasText: 'payment-authorise' });
  await expect(row).toContainText('told: checkout');
  await expect(row).toContainText('Jon Aalto has it');

  await row.getByRole('button', { name: 'payment-authorise' }).click();
  await expect(page).toHaveURL(/alarm=/);
  const panel = page.getByRole('complementary');
  await expect(panel).toContainText('acknowledged by Jon Aalto');
  await panel.getByRole('button', { name: /^Undo/ }).click();
  await expect(
    panel.getByRole('button', { name: /^Acknowledge/ }),
  ).toBeVisible();

  // Whoever owns it was told of it, with the way to its health.
  await page.goto('/notifications');
  await page
    .getByRole('link', { name: 'payment-authorise is failing' })
    .click();
  await expect(page).toHaveURL(/integration\/payment-authorise\/health/);
});
