import { expect, Page, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAs } from './signIn';

const dataDirectory = process.env.TIELINE_DATA_DIR ?? '.data';
const SCORECARD =
  '/catalog/default/integration/contact-form-tickets/scorecard?question=delivery';
const CHECK = 'Unit tests passed lately';

/** What the last step of a pipeline does. */
function pushJunit(portal: string, report: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'tieline-e2e-')), 'junit.xml');
  writeFileSync(file, report);
  return execFileSync(
    process.execPath,
    [
      'scripts/tieline.mjs',
      ...['evidence', 'push', 'contact-form-tickets'],
      ...['--junit', `unit=${file}`],
    ],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        TIELINE_PORTAL: portal,
        TIELINE_TOKEN: readFileSync(
          join(dataDirectory, 'pipeline-token'),
          'utf8',
        ).trim(),
      },
    },
  );
}

const report = (failures: number) =>
  `<testsuites><testsuite name="unit" tests="40" failures="${failures}">${'<testcase name="works"/>'.repeat(40 - failures)}${'<testcase name="breaks"><failure/></testcase>'.repeat(failures)}</testsuite></testsuites>`;

const check = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByText(CHECK, { exact: true }) });

test('a check fails, says what to do next, and passes on evidence from the pipeline', async ({
  page,
  baseURL,
}) => {
  pushJunit(baseURL!, report(2));
  await openAs(page, 'Sam Idris', SCORECARD);
  await expect(check(page)).toContainText(/2 of 40/);
  await expect(check(page)).toContainText('tieline evidence push');

  pushJunit(baseURL!, report(0));
  await page.reload();
  await expect(check(page)).toContainText(/40 .*passed/);
  await expect(check(page)).toContainText('tested');
});
