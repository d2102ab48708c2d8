import { expect, Page } from '@playwright/test';

/** Signs in as one of the demo's people and waits for the page that was asked for. */
export async function openAs(
  page: Page,
  person: string,
  path = '/',
): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: new RegExp(person) }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}
