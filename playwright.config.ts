import { defineConfig } from '@playwright/test';

/**
 * The journeys run against a portal that is running already: `npm test` starts
 * one for them, by hand it is the one of `npm start`.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  // One portal and two cores: a second browser makes both slower.
  workers: 1,
  retries: 0,
  reporter: process.env.TIELINE_E2E_RESULTS
    ? [['list'], ['json', { outputFile: process.env.TIELINE_E2E_RESULTS }]]
    : [['list']],
  use: {
    baseURL: process.env.TIELINE_URL ?? 'http://localhost:7007',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.TIELINE_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
      ],
    },
  },
});
