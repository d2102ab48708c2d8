import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Usage } from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';
import { downloadCsv } from '../shared/downloadCsv';
import { queryClient } from '../shared/queries';
import { useAddress } from '../shared/useAddress';
import { testUsage, testUsageItem } from './testUsage';
import { UsageCard, usageRange } from './UsageCard';
import { useUsage } from './useUsage';

jest.mock('../shared/downloadCsv');

const DAY_MS = 86_400_000;
const name = { namespace: 'default', name: 'identity-profile-sync' };

function Tab() {
  const address = useAddress();
  const query = useUsage(
    name,
    undefined,
    usageRange(address.values).durationMs,
  );
  return (
    <UsageCard
      name={name.name}
      query={query}
      address={address}
      now={new Date('2025-11-18T09:53:00.000Z')}
    />
  );
}

function renderCard(usage: Usage, path = '/') {
  const getUsage = jest.fn(
    async (_name: object, _request?: { from?: string }) => usage,
  );
  renderInTestApp(
    <QueryClientProvider client={queryClient}>
      <Tab />
    </QueryClientProvider>,
    {
      initialRouteEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [[integrationTelemetryApiRef, { getUsage } as never]],
    },
  );
  return getUsage;
}

const rows = async () => {
  const region = await screen.findByRole('region', {
    name: 'Consumers and contract versions',
  });
  return within(region).getAllByRole('row').slice(1);
};

describe('UsageCard', () => {
  afterEach(() => queryClient.clear());

  const usage = testUsage({
    versionAttributes: ['url.path'],
    totals: { calls: 1_000, errors: 10 },
    items: [
      testUsageItem({
        version: 'v2',
        consumerRef: 'component:default/checkout',
      }),
      testUsageItem({ consumer: 'report', calls: 300, share: 0.3 }),
    ],
    elsewhere: [
      testUsageItem({
        consumer: 'night-job',
        calls: 8,
        share: null,
        source: 'spans',
      }),
    ],
  });

  it('shows consumers and versions with share and last seen, an unknown version as unknown', async () => {
    renderCard(usage);
    const [checkout, report, nightJob] = await rows();
    expect(
      within(checkout).getByRole('link', { name: 'checkout' }),
    ).toBeVisible();
    expect(checkout).toHaveTextContent('v2');
    expect(checkout).toHaveTextContent(/70\s%/);
    expect(checkout).toHaveTextContent(/1\smin ago/);
    expect(report).toHaveTextContent('not in the catalog');
    expect(report).toHaveTextContent(/unknown.*url\.path did not hold one/);
    expect(nightJob).toHaveTextContent('night-job');
    expect(screen.getByText(/known from another report only/)).toBeVisible();
  });

  it('hands all of it over as CSV, with what is in no total marked', async () => {
    renderCard(usage);
    await rows();
    await userEvent.click(
      screen.getByRole('button', { name: 'CSV of who calls' }),
    );
    expect(downloadCsv).toHaveBeenCalledWith(
      'identity-profile-sync-consumers.csv',
      [
        expect.objectContaining({
          consumer: 'checkout',
          version: 'v2',
          calls: 700,
          counted: 'yes',
        }),
        expect.objectContaining({ consumer: 'report', version: undefined }),
        expect.objectContaining({ consumer: 'night-job', counted: 'no' }),
      ],
    );
  });

  it('counts over the days that the address asks for', async () => {
    const getUsage = renderCard(usage, '/?usage=90d');
    await rows();
    const ago = () =>
      (Date.now() - Date.parse(getUsage.mock.lastCall![1]!.from!)) / DAY_MS;
    expect(Math.round(ago())).toBe(90);
    await userEvent.click(screen.getByRole('button', { name: /7\sd/ }));
    await waitFor(() => expect(Math.round(ago())).toBe(7));
  });

  it('shows no number where sampling took its meaning', async () => {
    renderCard(
      testUsage({
        items: [
          testUsageItem({
            share: null,
            unmeasuredBecause: 'tail sampling at an unknown rate',
          }),
        ],
      }),
    );
    const [row] = await rows();
    expect(row).toHaveTextContent(/unmeasured: tail sampling/);
    expect(row).not.toHaveTextContent('700');
  });

  it('says that nobody was seen', async () => {
    renderCard(testUsage());
    expect(await screen.findByText(/Nobody was seen calling it/)).toBeVisible();
  });
});
