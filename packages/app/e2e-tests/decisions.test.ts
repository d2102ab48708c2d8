import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

test('decide with cost, record against the first with a reason, and be told that reality has left it', async ({
  page,
}) => {
  // It carries tens of thousands of calls a day; somebody decides for five hundred.
  await openAs(
    page,
    'Ada Lind',
    '/decide?integration=default/crm-address-lookup',
  );
  const volume = page.getByRole('textbox', { name: /^Volume now/ });
  await expect(volume).not.toHaveValue('');
  await volume.fill('500');
  const cards = page.getByRole('list', { name: 'Patterns, the first first' });
  await expect(cards.locator('[data-pattern]')).toHaveCount(7);
  await expect(cards.getByText('Why not first:').first()).toBeVisible();
  await expect(page.getByText('Unit prices are examples.')).toBeVisible();

  // Every amount opens into its formula and inputs.
  await cards
    .getByRole('button', { name: /how the cost of .* comes about$/ })
    .first()
    .click();
  const formula = page.getByRole('dialog');
  await expect(formula).toContainText('× day rate');
  await page.keyboard.press('Escape');
  await expect(formula).toBeHidden();

  await page.getByRole('button', { name: 'Record decision…' }).click();
  const recording = page.getByRole('dialog');
  await recording.getByLabel('Choice').selectOption('custom-code');
  await expect(
    recording.getByRole('button', { name: 'Record it' }),
  ).toBeDisabled();
  await recording
    .getByRole('textbox', { name: 'Reason' })
    .fill('The support console needs an answer that no product gives.');
  await recording.getByRole('button', { name: 'Record it' }).click();
  await expect(page.getByRole('dialog')).toContainText('recorded');

  // What is observed is far from what was assumed.
  await page.goto('/decisions?view=regrets');
  const regret = page
    .getByRole('listitem')
    .filter({ hasText: 'crm-address-lookup' })
    .first();
  await expect(regret).toContainText(/assumed 500 a day/);
  await expect(regret).toContainText(/observed/);

  await page.goto('/catalog/default/integration/crm-address-lookup');
  await expect(page.getByText(/assumed 500 a day/).first()).toBeVisible();
});

test('a topic for a handful of messages, and a load that slows what is urgent, come with their warnings', async ({
  page,
}) => {
  await openAs(
    page,
    'Ada Lind',
    '/catalog/default/integration/store-opening-hours',
  );
  await expect(
    page.getByText('More machinery than the traffic needs'),
  ).toBeVisible();

  await page.goto('/catalog/default/integration/clickstream-load');
  await expect(
    page.getByText('Batch and real time in one pipeline'),
  ).toBeVisible();
  // Telemetry shows it.
  await expect(
    page.getByText(
      /The 95th percentile of clickstream-load was .* while sales-history-load ran and .* otherwise, \d/,
    ),
  ).toBeVisible();
});

test('orders that retries double come with their warning, and fail the check that YAML alone would not', async ({
  page,
}) => {
  await openAs(page, 'Ada Lind', '/catalog/default/integration/order-to-3pl');
  await expect(page.getByText('Repeats are taken for new')).toBeVisible();
  await expect(
    page
      .getByText(/\d orders more arrived than were sent, \d(\.\d)? %\./)
      .first(),
  ).toBeVisible();
  await expect(
    page.getByText(
      'What fails is tried up to 3 times, and no key tells a repeat from something new.',
    ),
  ).toBeVisible();

  await page.goto('/decide?integration=default/order-to-3pl');
  await expect(page.getByText('Repeats are taken for new')).toBeVisible();

  await page.goto(
    '/catalog/default/integration/order-to-3pl/scorecard?question=failure-handling',
  );
  const check = page
    .getByRole('listitem')
    .filter({ hasText: 'Repeating it is safe' })
    .first();
  await expect(check).toContainText('A repeat was taken for new');
  await expect(check).toContainText('observed');
});
