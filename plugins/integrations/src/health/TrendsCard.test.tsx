import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  HealthDetail,
  Trend,
} from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';
import { queryClient } from '../shared/queries';
import { testHealth } from '../shared/testHealth';
import { testTrend } from './testTrend';
import { TrendsCard } from './TrendsCard';

function renderCard(trends: Trend[], api: object = {}) {
  const getSeries = jest.fn(async () => ({
    entityRef: 'integration:default/crm-address-lookup',
    environment: 'production',
    from: '2025-10-14T00:00:00.000Z',
    to: '2025-11-18T10:00:00.000Z',
    stepSeconds: 86_400,
    at: ['2025-11-01T00:00:00.000Z', '2025-11-17T00:00:00.000Z'],
    values: { p50Ms: [240, 300] },
  }));
  const health: HealthDetail = {
    ...testHealth('crm-address-lookup', 'degraded'),
    operations: [],
    consumers: [],
    views: [],
    otherEnvironments: [],
    notes: [],
    trends,
  };
  renderInTestApp(
    <QueryClientProvider client={queryClient}>
      <TrendsCard health={health} now={new Date('2025-11-18T09:53:00.000Z')} />
    </QueryClientProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [[integrationTelemetryApiRef, { getSeries, ...api } as never]],
    },
  );
  return { getSeries };
}

describe('TrendsCard', () => {
  afterEach(() => queryClient.clear());

  it('says of a change how much, since when, in which shape, and what else changed then', async () => {
    const { getSeries } = renderCard([
      testTrend({
        changes: [
          {
            id: 'c1',
            at: '2025-11-12T04:40:00.000Z',
            kind: 'deployment',
            title: 'crm-core 7.4',
            version: '7.4',
            subjects: ['component:default/crm-core'],
            link: 'https://ci.example.com/runs/7',
          },
        ],
      }),
    ]);
    const list = await screen.findByRole('list', { name: 'Slow changes' });
    expect(list).toHaveTextContent(/Calls take about 25 % longer than usual/);
    expect(list).toHaveTextContent(
      /since 12 Nov .* 6 d 4 h|since 12 Nov .* 6\sd/,
    );
    expect(list).toHaveTextContent(/\+25\s%.*at least \+18\s%/);
    expect(list).toHaveTextContent('a ramp, bit by bit');
    expect(list).toHaveTextContent('14 Oct to 4 Nov');
    expect(screen.getByRole('link', { name: 'crm-core 7.4' })).toHaveAttribute(
      'href',
      'https://ci.example.com/runs/7',
    );
    expect(screen.getByRole('link', { name: 'crm-core' })).toBeVisible();
    expect(
      await screen.findByRole('img', { name: /usually 240\sms/ }),
    ).toBeVisible();
    expect(getSeries).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({
        indicator: ['p50Ms'],
        stepSeconds: 86_400,
        environment: 'production',
      }),
      expect.anything(),
    );
  });

  it('accepts the new level once that was confirmed', async () => {
    const acceptTrend = jest.fn(async () => {});
    const read = jest.spyOn(queryClient, 'invalidateQueries');
    renderCard([testTrend()], { acceptTrend });
    const button = await screen.findByRole('button', {
      name: 'Accept the new level…',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog', {
      name: /Take 300\sms as usual\?/,
    });
    expect(acceptTrend).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Accept' }),
    );
    await waitFor(() =>
      expect(acceptTrend).toHaveBeenCalledWith(
        expect.objectContaining({ name: 'crm-address-lookup' }),
        'latency',
        { environment: 'production' },
      ),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(read).toHaveBeenCalledWith({ queryKey: ['health'] });
  });

  it('says why a level could not be accepted, and stays open', async () => {
    renderCard([testTrend()], {
      acceptTrend: async () => {
        throw new Error('there is nothing to accept');
      },
    });
    const button = await screen.findByRole('button', {
      name: 'Accept the new level…',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Accept' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'there is nothing to accept',
    );
  });

  it('puts a change first, and says of the rest what would have been seen', async () => {
    renderCard([
      testTrend({
        indicator: 'throughput',
        outcome: 'steady',
        headline: 'No change of throughput within a week',
        detail: 'The smallest change that would be seen is +21 %.',
      }),
      testTrend({
        indicator: 'error-rate',
        outcome: 'blurred',
        headline: 'There is too little of it to see a change of errors',
        detail: 'The smallest change that would be seen is +40 %.',
      }),
      testTrend(),
    ]);
    const list = await screen.findByRole('list', { name: 'Slow changes' });
    const items = Array.from(list.children);
    expect(items[0]).toHaveTextContent(/25 % longer/);
    expect(items[1]).toHaveTextContent(/too little of it.*\+40 %/);
    expect(items[1]).toHaveAttribute('data-status', 'unknown');
    expect(items[2]).toHaveTextContent(/No change of throughput.*\+21 %/);
  });

  it('calls nothing healthy of which no change could have been seen', async () => {
    renderCard([
      testTrend({
        outcome: 'steady',
        smallestVisibleRatio: undefined,
        headline: 'No change of latency within a week',
        detail: 'No change can be seen yet.',
      }),
    ]);
    const list = await screen.findByRole('list', { name: 'Slow changes' });
    expect(list.children[0]).toHaveAttribute('data-status', 'unknown');
  });
});
