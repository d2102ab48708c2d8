import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  DriftDetail,
  DriftItem,
  DriftPage as Page,
  IntegrationTelemetryApi,
} from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';
import { alarmsRouteRef } from '../routes';
import { queryClient } from '../shared/queries';
import { testAlarmPage, testNewFlow } from '../shared/testAlarm';
import { DriftPage } from './DriftPage';
import { testDriftDetail, testDriftItem, testDriftPage } from './testDrift';

const script = testDriftItem('10.20.4.17');
const mismatch = testDriftItem('v1', {
  kind: 'mismatched',
  headline: 'Version v1 of freight-costs is in use, and not declared',
  integrationRef: 'integration:default/freight-costs',
  mismatch: { aspect: 'version', observed: 'v1', declared: ['v2'] },
});

function renderDrift(options: {
  items?: DriftItem[];
  page?: Partial<Page>;
  detail?: Partial<DriftDetail>;
  path?: string;
  api?: Partial<IntegrationTelemetryApi>;
}) {
  const items = options.items ?? [script, mismatch];
  const api = {
    listDrift: jest.fn(async () => testDriftPage(items, options.page)),
    listAlarms: jest.fn(async () => testAlarmPage([])),
    getDrift: jest.fn(async (id: string) =>
      testDriftDetail(
        items.find(item => item.id === id) ?? script,
        options.detail,
      ),
    ),
    getDriftAttachment: jest.fn(
      async (_id: string, request: { integration: string }) => ({
        integrationRef: request.integration,
        field: 'spec.telemetry.matchers',
        yaml: `- conditions: [] # for ${request.integration}\n`,
        notes: [],
        alsoTakes: { total: 0, headlines: [] },
      }),
    ),
    dismissDrift: jest.fn(async () => script),
    undoDriftDismissal: jest.fn(async () => script),
    ...options.api,
  };
  renderInTestApp(<DriftPage />, {
    initialRouteEntries: [options.path ?? '/'],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/alarms': alarmsRouteRef,
    },
    apis: [[integrationTelemetryApiRef, api as never]],
  });
  return api;
}

describe('DriftPage', () => {
  afterEach(() => queryClient.clear());

  it('asks for what the address says, and counts each kind', async () => {
    const api = renderDrift({
      path: '/?kind=mismatched&text=freight&sort=recent&dismissed=true',
    });
    await screen.findByRole('button', { name: mismatch.headline });
    expect(api.listDrift).toHaveBeenCalledWith(
      expect.objectContaining({
        kind: ['mismatched'],
        text: 'freight',
        sort: 'recent',
        dismissed: true,
      }),
      expect.anything(),
    );
    expect(
      screen.getByRole('button', { name: 'Mismatched 1' }),
    ).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('button', { name: 'All 2' })).toBeVisible();
  });

  it('opens a difference with its YAML, its guesses and its evidence, and gives the focus back', async () => {
    renderDrift({});
    const row = await screen.findByRole('button', { name: script.headline });
    await userEvent.click(row);
    const panel = await screen.findByRole('complementary', {
      name: script.headline,
    });
    expect(await within(panel).findByText(/kind: Integration/)).toBeVisible();
    expect(within(panel).getByText('from the protocol http')).toBeVisible();
    expect(
      within(panel).getByText(/also take another flow .* something else/),
    ).toBeVisible();
    expect(within(panel).getByText(/telemetry of erp-order-api/)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(row).toHaveFocus());
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
  });

  it('offers what to add to the likeliest integration, and to another one', async () => {
    const api = renderDrift({ path: '/?item=10.20.4.17&step=attach' });
    expect(
      await screen.findByText(/# for integration:default\/order-to-erp/),
    ).toBeVisible();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Another integration' }),
      'invoice-post{Enter}',
    );
    expect(await screen.findByText(/# for invoice-post/)).toBeVisible();
    expect(api.getDriftAttachment).toHaveBeenLastCalledWith(
      '10.20.4.17',
      { integration: 'invoice-post' },
      expect.anything(),
    );
  });

  it('dismisses with a reason and an end, and undoes it', async () => {
    const api = renderDrift({ path: '/?item=10.20.4.17&step=dismiss' });
    const dismiss = await screen.findByRole('button', { name: 'Dismiss' });
    expect(dismiss).toBeDisabled();
    await userEvent.type(
      screen.getByRole('textbox', { name: /Reason/ }),
      'Ends in spring',
    );
    await userEvent.click(screen.getByRole('button', { name: '30 days' }));
    await userEvent.click(dismiss);
    expect(api.dismissDrift).toHaveBeenCalledWith('10.20.4.17', {
      reason: 'Ends in spring',
      expiresInDays: 30,
    });
    const undo = await screen.findByRole('button', { name: 'Undo' });
    expect(undo).toHaveFocus();
    await userEvent.click(undo);
    expect(api.undoDriftDismissal).toHaveBeenCalledWith('10.20.4.17');
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'Undo' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('takes the row that was dismissed out at once, and only speaks of changes that others made', async () => {
    let items = [script, mismatch];
    renderDrift({
      path: '/?item=10.20.4.17&step=dismiss',
      api: {
        listDrift: async () => testDriftPage(items),
        dismissDrift: async () => {
          items = [mismatch];
          return script;
        },
        undoDriftDismissal: async () => {
          items = [mismatch, script];
          return script;
        },
      },
    });
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Reason/ }),
      'Ends in spring',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    const undo = await screen.findByRole('button', { name: 'Undo' });
    expect(
      screen.queryByRole('button', { name: script.headline }),
    ).not.toBeInTheDocument();
    expect(screen.queryByText(/Re-sort/)).not.toBeInTheDocument();
    await userEvent.click(undo);
    expect(
      await screen.findByRole('button', { name: script.headline }),
    ).toBeVisible();
    expect(screen.queryByText(/Re-sort/)).not.toBeInTheDocument();
  });

  it('says who dismissed what, and why something is back', async () => {
    const dismissal = {
      reason: 'A trial',
      by: 'user:default/mira.kask',
      at: '2025-11-01T08:00:00.000Z',
      expiresAt: '2026-01-30T08:00:00.000Z',
      callsPerDay: 900,
    };
    renderDrift({
      path: '/?item=10.20.4.17',
      detail: {
        cameBack: {
          ...dismissal,
          endedAt: '2025-11-17T08:00:00.000Z',
          because: 'volume-doubled',
          callsThen: 1950,
        },
      },
    });
    expect(
      await screen.findByText(
        /1,950 calls in 24 h, more than twice the 900 of when it was dismissed/,
      ),
    ).toBeVisible();
    expect(screen.getByText(/A trial/)).toBeVisible();
  });

  it('says that nothing differs, or that nothing matches', async () => {
    renderDrift({ items: [] });
    expect(await screen.findByText(/Nothing differs:/)).toBeVisible();
  });

  it('offers to clear filters that nothing matches', async () => {
    const api = renderDrift({ items: [], path: '/?kind=silent' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(api.listDrift).toHaveBeenLastCalledWith(
        expect.objectContaining({ kind: undefined }),
        expect.anything(),
      ),
    );
  });

  it('says of what is new who was told, and takes its alarm', async () => {
    const api = renderDrift({
      path: '/?item=10.20.4.17',
      api: {
        listAlarms: jest.fn(async () =>
          testAlarmPage([testNewFlow('10.20.4.17')]),
        ),
      },
    });
    const note = (await screen.findByText(/Told: finance-systems/)).closest(
      '[role=note]',
    ) as HTMLElement;
    expect(within(note).getByRole('link', { name: 'alarm' })).toHaveAttribute(
      'href',
      '/alarms?alarm=alarm-10.20.4.17',
    );
    expect(
      within(note).getByRole('button', { name: /^Acknowledge/ }),
    ).toBeVisible();
    expect(api.listAlarms).toHaveBeenCalledWith(
      expect.objectContaining({ drift: '10.20.4.17' }),
      expect.anything(),
    );
  });

  it('shows traces of it, each a click away', async () => {
    renderDrift({
      path: '/?item=10.20.4.17',
      detail: {
        exemplars: [
          {
            reason: 'seen',
            traceId: 'a1',
            spanId: 'b2',
            at: '2025-11-18T02:10:00.000Z',
            durationMs: 380,
            operation: 'GET /reports/open-orders',
            url: 'https://jaeger.example.com/trace/a1',
          },
        ],
      },
    });
    const traces = await screen.findByRole('list', { name: 'Example traces' });
    expect(traces).toHaveTextContent('GET /reports/open-orders');
    expect(
      within(traces).getByRole('link', { name: /^Trace a1/ }),
    ).toHaveAttribute('href', 'https://jaeger.example.com/trace/a1');
  });
});
