import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

/** What a `datetime-local` field takes, ten minutes ago. */
function tenMinutesAgo(): string {
  const at = new Date(Date.now() - 600_000);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

test('plan the drill that is needed most, record it with what follows, and see it as evidence', async ({
  page,
}) => {
  await openAs(page, 'Mira Kask', '/drills');
  await page
    .getByRole('button', { name: /^Plan drill… .*stock-reserve/ })
    .first()
    .click();
  const planning = page.getByRole('dialog');
  await planning.getByRole('button', { name: 'Plan it' }).click();
  await expect(planning).toBeHidden();

  // Its own page of the list is open, with its window.
  const panel = page.getByRole('complementary');
  await expect(panel).toContainText('planned');
  await panel.getByRole('button', { name: 'Record how it went…' }).click();
  const recording = page.getByRole('dialog', { name: /went$/ });
  await recording.getByLabel('Outcome').selectOption({ label: 'passed' });
  await recording.getByLabel('Held at').fill(tenMinutesAgo());
  await recording
    .getByRole('textbox', { name: 'How it went' })
    .fill('The backlog was gone within four minutes.');
  // A drill that passed needs something that shows it.
  await expect(
    recording.getByRole('button', { name: 'Record it' }),
  ).toBeDisabled();
  await recording
    .getByRole('textbox', { name: 'What shows it' })
    .fill('https://wiki.example.com/drills/stock-reserve');
  await recording.getByRole('button', { name: 'Add a follow-up' }).click();
  await recording
    .getByRole('textbox', { name: 'What is to be done' })
    .fill('Alarm a minute earlier');
  await recording.getByRole('button', { name: 'Record it' }).click();
  await expect(recording).toBeHidden();
  await expect(panel).toContainText('The backlog was gone');
  await expect(panel).toContainText('Alarm a minute earlier');

  await page.goto('/reviews?view=findings&integration=default/stock-reserve');
  await expect(page.getByText('Alarm a minute earlier').first()).toBeVisible();

  await page.goto(
    '/catalog/default/integration/stock-reserve/scorecard?question=failure-handling',
  );
  const check = page
    .getByRole('listitem')
    .filter({ hasText: 'A drill within its shelf life' })
    .first();
  await expect(check).toContainText('pass');
  await expect(check).toContainText('tested');
});

test('on a phone a dialog that a panel opens can be used', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAs(page, 'Mira Kask', '/drills?view=drills');
  await page.getByRole('button', { name: 'Plan drill…' }).first().click();
  const planning = page.getByRole('dialog');
  await planning
    .getByRole('combobox', { name: 'Integration' })
    .fill('pick-confirmations');
  await page.getByRole('option', { name: /pick-confirmations/ }).click();
  await planning
    .getByRole('combobox', { name: 'Failure to rehearse' })
    .selectOption({ index: 1 });
  await planning.getByRole('button', { name: 'Plan it' }).click();
  // The panel is a sheet over the list here, and the dialog stands over the sheet.
  await page.getByRole('button', { name: 'Record how it went…' }).click();
  const recording = page.getByRole('dialog', { name: /went$/ });
  await recording.getByRole('button', { name: 'Add a follow-up' }).click();
  const doneWhen = recording.getByRole('combobox', { name: 'It is done when' });
  await doneWhen.selectOption({ index: 1 });
  await expect(doneWhen).not.toHaveValue('');
  // The longest of its options does not widen it beyond the dialog.
  const [field, dialog] = [
    await doneWhen.boundingBox(),
    await recording.boundingBox(),
  ];
  expect(field!.x + field!.width).toBeLessThan(dialog!.x + dialog!.width);
  await recording.getByRole('button', { name: 'Cancel' }).click();
  await expect(recording).toBeHidden();
  await page.getByRole('button', { name: 'Call it off…' }).click();
  const calling = page.getByRole('dialog', { name: /Call/ });
  await calling.getByRole('textbox').fill('Only tried on a phone');
  await calling.getByRole('button', { name: 'Call it off' }).click();
  await expect(page.getByText('Only tried on a phone')).toBeVisible();
});
