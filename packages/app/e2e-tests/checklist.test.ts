import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

const VERSION = 'e2e';
const CHANGE = `version: ${VERSION}
checks:
  - id: inventory-owner
    title: A team of our own owns it
    needs: observed
`;

test('change one line of the checklist, and see who is affected before it counts', async ({
  page,
}) => {
  await openAs(page, 'Ada Lind', '/scorecard');
  await page.getByRole('link', { name: /^Checklist/ }).click();
  await page.getByRole('button', { name: 'Draft a change…' }).click();
  const drafting = page.getByRole('dialog');
  const text = drafting.getByRole('textbox', {
    name: 'Checklist (YAML or JSON)',
  });
  // What can't be read says where, and loses nothing.
  await text.fill(CHANGE.replace('observed', 'seen'));
  await drafting.getByRole('button', { name: 'Draft it' }).click();
  await expect(drafting.getByText(/checks\[0\]\.needs/)).toBeVisible();
  await text.fill(CHANGE);
  await drafting.getByRole('button', { name: 'Draft it' }).click();
  await expect(drafting).toBeHidden();

  await expect(page).toHaveURL(new RegExp(`version=${VERSION}`));
  const main = page.getByRole('main');
  await expect(
    main.getByRole('list', { name: /^Differences from/ }),
  ).toContainText('A team of our own owns it');
  const affected = main.getByRole('region', {
    name: 'Integrations that it would change',
  });
  await expect(affected).toContainText('order-events', { timeout: 60_000 });

  // Nothing counts before somebody lets it.
  await page.goto(
    '/catalog/default/integration/order-events/scorecard?question=inventory',
  );
  await expect(main.getByText('A team owns it').first()).toBeVisible();
  await expect(main.getByText('A team of our own owns it')).toBeHidden();

  await page.goto(`/checklist?version=${VERSION}`);
  await page.getByRole('button', { name: 'Discard…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Discard it' })
    .click();
  await expect(main.getByText('discarded').first()).toBeVisible();
});
