import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

/** Takes nothing that anybody sends today. */
const BREAKING = JSON.stringify(
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['neverSentBefore', 'alsoNew'],
    properties: {
      neverSentBefore: { type: 'string' },
      alsoNew: { type: 'integer' },
    },
    additionalProperties: false,
  },
  undefined,
  2,
);

test('check a breaking change, see every violation and who breaks', async ({
  page,
}) => {
  // The contract that most integrations depend on.
  await openAs(
    page,
    'Ada Lind',
    '/contracts?format=json-schema&sort=consumers&direction=desc',
  );
  const first = page
    .getByRole('table', { name: 'Contracts' })
    .getByRole('row')
    .nth(1);
  await first.getByRole('rowheader').getByRole('link').click();
  await page
    .getByRole('navigation', { name: 'Of this contract' })
    .getByRole('link', { name: 'Check and publish' })
    .click();
  await expect(page).toHaveURL(/tab=check/);

  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(BREAKING);
  await page.getByRole('button', { name: 'Check this text' }).click();

  const main = page.getByRole('main');
  const verdict = main.getByText(/^\d+ violations of \w+ under the policy/);
  await expect(verdict).toBeVisible();
  const count = Number.parseInt((await verdict.innerText()).trim(), 10);
  const violations = main
    .getByRole('listitem')
    .filter({ hasText: 'Without breaking:' });
  expect(await violations.count()).toBeGreaterThanOrEqual(count);

  const who = main.getByRole('table', { name: 'Who is concerned' });
  await expect(who.getByRole('rowheader').getByRole('link')).not.toHaveCount(0);

  // A violation leads to the line that it is about.
  await violations
    .first()
    .getByRole('button', { name: /^your text, line \d+/ })
    .click();
  await expect(
    main.getByRole('region', { name: 'Your text' }).locator('mark'),
  ).toBeInViewport();
});
