import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openAs } from './signIn';

const pages = [
  '/',
  '/integrations',
  '/integrations?status=failing',
  '/integrations/health',
  '/alarms',
  '/integrations/drift',
  '/scorecard',
  '/scorecard?view=table',
  '/operations',
  '/catalog/default/integration/payment-authorise',
  '/catalog/default/integration/payment-authorise/health',
  '/catalog/default/integration/order-events/health',
  '/catalog/default/integration/supplier-stock-file/health',
  '/catalog/default/integration/payment-authorise/scorecard',
];

const looks = [
  { name: 'wide, light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

for (const look of looks) {
  test.describe(look.name, () => {
    test.use({
      viewport: { width: look.width, height: look.height },
      colorScheme: look.colorScheme,
    });

    test('no page has a serious accessibility finding, and none scrolls sideways', async ({
      page,
    }) => {
      test.setTimeout(240_000);
      await openAs(page, 'Ada Lind');
      for (const path of pages) {
        await page.goto(path);
        await expect(
          page.getByRole('main').getByRole('heading').first(),
        ).toBeVisible();
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        // Backstage's relations scroll for as long as they are loading.
        await expect(
          page.locator('.bui-CardBody [role=progressbar]'),
        ).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) =>
          ['serious', 'critical'].includes(impact ?? ''),
        );
        expect
          .soft(
            serious.map(({ id, nodes }) => ({
              id,
              nodes: nodes.slice(0, 3).map(node => node.html.slice(0, 200)),
            })),
            path,
          )
          .toEqual([]);
        const overflow = await page.evaluate(
          () =>
            document.documentElement.scrollWidth -
            document.documentElement.clientWidth,
        );
        expect
          .soft(overflow, `${path} scrolls sideways`)
          .toBeLessThanOrEqual(0);
      }
    });
  });
}
