import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import { openAs } from './signIn';

const LOOKS = 4;
const PAUSE_MS = 2_000;

const pages = [
  '/',
  '/integrations',
  '/integrations?status=failing',
  '/integrations/health',
  '/alarms',
  '/integrations/drift',
  '/contracts',
  '/contracts?contract=kafka-main%2Forders.status-value',
  '/contracts?contract=catalog%2Fapi%3Adefault%2Ferp-order-api&tab=text',
  '/contracts?contract=catalog%2Fapi%3Adefault%2Ferp-order-api&tab=difference',
  '/contracts?view=check',
  '/contracts?view=publish',
  '/contracts?contract=catalog%2Fapi%3Adefault%2Fshipping-api-v1&tab=consumers',
  '/deprecations',
  '/deprecations?view=table',
  '/scorecard',
  '/scorecard?view=table',
  '/scorecard?view=improvement',
  '/reviews',
  '/reviews?view=reviews',
  '/reviews?view=findings',
  '/drills',
  '/drills?view=drills',
  '/drills?view=failure-modes',
  '/practices',
  '/waivers',
  '/checklist',
  '/decide',
  '/decide?integration=default/order-events',
  '/decide?interaction=event&volumePerDay=4000&volumePerDayInTwoYears=9000&consumers=3&curves=table',
  '/decisions',
  '/decisions?view=regrets',
  '/decisions?view=reconsider',
  '/decisions?view=build-or-buy',
  '/costs',
  '/costs?order=per-message',
  '/costs?view=groups',
  '/costs?view=groups&by=platform',
  '/costs?view=quotas',
  '/costs?view=interventions',
  '/costs?view=prices',
  '/assessments',
  '/audits',
  '/audits?view=worthless',
  '/upkeep',
  '/upkeep?view=duplicates',
  '/operations',
  '/catalog/default/integration/payment-authorise',
  '/catalog/default/integration/payment-authorise/health',
  '/catalog/default/integration/order-events/health',
  '/catalog/default/integration/supplier-stock-file/health',
  '/catalog/default/integration/payment-authorise/scorecard',
  '/catalog/default/integration/payment-authorise/scorecard?told=open',
  '/catalog/default/integration/payment-authorise/contracts',
  '/catalog/default/api/erp-order-api/contract',
];

const looks = [
  { name: 'wide, light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

/** What axe finds, and still finds once everything has loaded: Backstage's own cards scroll until then. */
async function findSerious(page: Page) {
  for (let attempt = 1; ; attempt += 1) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) =>
      ['serious', 'critical'].includes(impact ?? ''),
    );
    if (serious.length === 0 || attempt === LOOKS) {
      return serious.map(({ id, nodes }) => ({
        id,
        nodes: nodes.slice(0, 3).map(node => node.html.slice(0, 200)),
      }));
    }
    await page.waitForTimeout(PAUSE_MS);
  }
}

for (const look of looks) {
  test.describe(look.name, () => {
    test.use({
      viewport: { width: look.width, height: look.height },
      colorScheme: look.colorScheme,
    });

    test('no page has a serious accessibility finding, and none scrolls sideways', async ({
      page,
    }) => {
      test.setTimeout(360_000);
      await openAs(page, 'Ada Lind');
      for (const path of pages) {
        await page.goto(path);
        await expect(
          page.getByRole('main').getByRole('heading').first(),
        ).toBeVisible();
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        expect.soft(await findSerious(page), path).toEqual([]);
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
