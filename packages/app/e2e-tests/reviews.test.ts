import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

test('hold a review with its written agenda, leave a finding, sign, and see the next date', async ({
  page,
}) => {
  // The fulfilment team owns it: Mira Kask may hold its reviews.
  await openAs(page, 'Mira Kask', '/reviews?integration=default/stock-levels');
  await page
    .getByRole('button', { name: 'Start review… of stock-levels' })
    .click();
  const starting = page.getByRole('dialog');
  await starting.getByRole('button', { name: 'Start it' }).click();
  await expect(page).toHaveURL(/\/reviews\/[\w-]+$/);

  const agenda = page.getByRole('list', { name: 'Agenda' });
  // It is written from what the portal knows, and says what it does not know.
  for (const said of [/Health|healthy/, /questions/i, /cost/i, /drill/i]) {
    await expect(agenda).toContainText(said);
  }
  const sign = page.getByRole('button', { name: 'Sign…' });
  await expect(sign).toBeDisabled();

  await page
    .getByRole('button', { name: /^Finding… / })
    .first()
    .click();
  const finding = page.getByRole('dialog');
  await finding
    .getByRole('textbox', { name: 'What is to be done' })
    .fill('Write down how stock is corrected by hand');
  await finding.getByRole('button', { name: 'Record it' }).click();
  await expect(finding).toBeHidden();
  const fine = page.getByRole('button', { name: /^Fine: / });
  for (let left = await fine.count(); left > 0; left -= 1) {
    await fine.first().click();
    await expect(fine).toHaveCount(left - 1);
  }
  await expect(sign).toBeDisabled();
  await page.getByRole('button', { name: 'Decide…' }).click();
  const deciding = page.getByRole('dialog');
  await deciding
    .getByRole('textbox', { name: 'Reason' })
    .fill('Every channel sells from it.');
  await deciding.getByRole('button', { name: 'Decide it' }).click();
  await expect(deciding).toBeHidden();

  await sign.click();
  const signing = page.getByRole('dialog');
  await signing.getByRole('button', { name: 'Sign it' }).click();
  await expect(signing).toBeHidden();
  await expect(page.getByText('signed', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText(
    /Next review/,
  );

  // The next date stands in the calendar, and the finding waits for its owner.
  await page.goto('/reviews?integration=default/stock-levels');
  await expect(page.getByRole('row', { name: /stock-levels/ })).toContainText(
    /every 90 days/,
  );
  await expect(
    page.getByRole('row', { name: /stock-levels/ }),
  ).not.toContainText('never reviewed');
  await page.goto('/reviews?integration=default/stock-levels&view=findings');
  await expect(
    page.getByText('Write down how stock is corrected by hand').first(),
  ).toBeVisible();

  // What the review recorded answers the scorecard's question.
  await page.goto('/catalog/default/integration/stock-levels/scorecard');
  await expect(
    page.getByRole('listitem').filter({
      hasText: 'The last review is within its cadence',
    }),
  ).toContainText('pass');
});
