import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

const TITLE = 'Rehearse what happens when it fails';
const LESSON = 'Drill before the peak, not after it.';

test('run the checklist, see the three worst pain points, start a pilot, and write down what it taught', async ({
  page,
}) => {
  await openAs(page, 'Ada Lind', '/scorecard');
  await page.getByRole('button', { name: 'Run the checklist' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: /\d{2} integrations/ }),
  ).toBeVisible({ timeout: 60_000 });

  await page.goto('/scorecard?view=improvement');
  const points = page.getByRole('list', { name: 'Pain points' });
  await expect(points.getByRole('heading')).toHaveCount(3);
  // The score can be worked out from what is shown.
  await expect(points.getByRole('listitem').first()).toContainText(
    /[\d.]+ reached × [\d.]+ criticality × [\d.]+ distance = [\d.]+ points/,
  );

  await page
    .getByRole('button', { name: /^Start pilot for/ })
    .first()
    .click();
  const starting = page.getByRole('dialog');
  await starting.getByRole('textbox', { name: 'Title' }).fill(TITLE);
  await starting.getByRole('button', { name: 'Start it' }).click();
  await expect(starting).toBeHidden();

  const pilots = page.getByRole('list', { name: 'Active pilots' });
  await pilots.getByRole('button', { name: TITLE }).first().click();
  const panel = page.getByRole('complementary', { name: TITLE });
  await expect(panel).toContainText('Before');
  await panel.getByRole('button', { name: 'Write it up…' }).click();
  const writing = page.getByRole('dialog', { name: 'Write it up' });
  await writing
    .getByRole('textbox', { name: 'Text' })
    .fill(`## What we learned\n\n${LESSON}`);
  await writing.getByText('worked', { exact: true }).click();
  await writing
    .getByRole('button', { name: 'Close the pilot with it' })
    .click();
  await expect(writing).toBeHidden();

  await page.goto('/practices');
  await page.getByRole('button', { name: TITLE }).first().click();
  await expect(
    page.getByRole('heading', { name: 'What we learned' }),
  ).toBeVisible();
  await expect(page.getByText(LESSON).first()).toBeVisible();
});
