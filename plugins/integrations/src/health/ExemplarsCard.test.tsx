import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Exemplar,
  HealthDetail,
} from '@tieline/plugin-integrations-common/telemetry';
import { testHealth } from '../shared/testHealth';
import { useAddress } from '../shared/useAddress';
import { ExemplarsCard } from './ExemplarsCard';

function exemplar(traceId: string, more: Partial<Exemplar> = {}): Exemplar {
  return {
    reason: 'failed',
    traceId,
    spanId: 'c5e15294025560e6',
    at: '2025-11-18T09:52:41.000Z',
    durationMs: 2_100,
    operation: 'orders process',
    consumer: 'erp-order-import',
    failure: 'deliveryWindow missing',
    ...more,
  };
}

function Tab(props: { exemplars: Exemplar[] }) {
  const address = useAddress();
  const health: HealthDetail = {
    ...testHealth('order-events', 'degraded'),
    operations: [],
    consumers: [],
    views: [],
    otherEnvironments: [],
    notes: [],
    exemplars: props.exemplars,
  };
  return (
    <ExemplarsCard
      health={health}
      address={address}
      now={new Date('2025-11-18T09:53:00.000Z')}
    />
  );
}

const rows = async () =>
  within(
    await screen.findByRole('list', { name: 'Exemplar traces' }),
  ).getAllByRole('listitem');

describe('ExemplarsCard', () => {
  it('shows who, what failed and how long it took, and opens the trace in a new tab', async () => {
    renderInTestApp(
      <Tab
        exemplars={[
          exemplar('a1', { url: 'https://jaeger.example.com/trace/a1' }),
        ]}
      />,
    );
    const [row] = await rows();
    expect(row).toHaveTextContent(/:52:41/);
    expect(row).toHaveTextContent('erp-order-import');
    expect(row).toHaveTextContent('failed: deliveryWindow missing');
    expect(row).toHaveTextContent(/2\.1\ss/);
    const link = within(row).getByRole('link', { name: /Trace a1/ });
    expect(link).toHaveAttribute('href', 'https://jaeger.example.com/trace/a1');
    expect(link).toHaveAttribute('target', '_blank');
    expect(
      screen.queryByText('integrationTelemetry.traces.link'),
    ).not.toBeInTheDocument();
  });

  it('gives the id to copy where nobody said where traces are shown, and how to say it', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderInTestApp(
      <Tab
        exemplars={[exemplar('b2', { reason: 'slow', failure: undefined })]}
      />,
    );
    const [row] = await rows();
    expect(row).toHaveTextContent('slow');
    await user.click(
      within(row).getByRole('button', { name: 'Copy the id of trace b2' }),
    );
    expect(write).toHaveBeenCalledWith('b2');
    expect(screen.getByText('integrationTelemetry.traces.link')).toBeVisible();
  });

  it('opens no address but the web’s', async () => {
    renderInTestApp(
      // eslint-disable-next-line no-script-url
      <Tab exemplars={[exemplar('c3', { url: 'javascript:alert(1)' })]} />,
    );
    const [row] = await rows();
    expect(within(row).queryByRole('link')).not.toBeInTheDocument();
    expect(row).toHaveTextContent('c3');
  });

  it('shows a few first, and the rest on demand', async () => {
    renderInTestApp(
      <Tab
        exemplars={Array.from({ length: 8 }, (_, index) =>
          exemplar(`t${index}`),
        )}
      />,
    );
    expect(await rows()).toHaveLength(4);
    await userEvent.click(screen.getByRole('button', { name: '4 more' }));
    expect(await rows()).toHaveLength(8);
  });

  it('says that there is none', async () => {
    renderInTestApp(<Tab exemplars={[]} />);
    expect(
      await screen.findByText(/No span of the last hour failed or was slow/),
    ).toBeVisible();
  });
});
