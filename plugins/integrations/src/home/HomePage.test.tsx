import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  HealthSummary,
  IntegrationTelemetryApi,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  integrationGovernanceApiRef,
  integrationTelemetryApiRef,
} from '../apis';
import { testDriftItem, testDriftPage } from '../drift/testDrift';
import { alarmsRouteRef, driftRouteRef, healthRouteRef } from '../routes';
import { queryClient } from '../shared/queries';
import {
  testAlarm,
  testAlarmPage,
  testCause,
  testNewFlow,
  withLog,
} from '../shared/testAlarm';
import {
  testFacets,
  testHealth,
  testHealthPage,
  testPage,
} from '../shared/testHealth';
import { HomePage } from './HomePage';

// As the permission API puts it on the wire.
const allowed: Awaited<ReturnType<PermissionApi['authorize']>> =
  JSON.parse('{"result":"ALLOW"}');

const replaying = {
  id: 'demo',
  from: '2025-10-14T00:00:00.000Z',
  to: '2025-11-18T00:00:00.000Z',
  completedShare: 0.42,
  updatedAt: '2025-11-18T09:53:00.000Z',
};

function renderHome(
  items: HealthSummary[],
  api: Partial<IntegrationTelemetryApi> = {},
) {
  const listHealth = jest.fn<
    ReturnType<IntegrationTelemetryApi['listHealth']>,
    Parameters<IntegrationTelemetryApi['listHealth']>
  >(async request => {
    const shown = items.filter(
      item => !request?.status || request.status.includes(item.status),
    );
    return { ...testHealthPage(items), items: shown, totalItems: shown.length };
  });
  renderInTestApp(<HomePage />, {
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/integrations/health': healthRouteRef,
      '/integrations/drift': driftRouteRef,
      '/alarms': alarmsRouteRef,
    },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/mira.kask',
        ownershipEntityRefs: ['group:default/fulfilment'],
      }),
      [permissionApiRef, { authorize: async () => allowed }],
      [
        integrationTelemetryApiRef,
        {
          listHealth,
          listAlarms: async () => testAlarmPage([]),
          listDrift: async () => testDriftPage([]),
          getStatus: async () => ({
            replays: [],
            series: 0,
            environments: [],
          }),
          ...api,
        } as Partial<IntegrationTelemetryApi>,
      ],
      [
        integrationGovernanceApiRef,
        {
          listIntegrations: async () =>
            testPage([], {
              counts: {
                integrations: items.length,
                systems: 0,
                teams: 0,
                platforms: 0,
              },
            }),
        },
      ],
    ],
  });
  return { listHealth };
}

describe('HomePage', () => {
  afterEach(() => queryClient.clear());

  it('gives the reason, the owner and the runbook of what is failing, one click each', async () => {
    renderHome([
      testHealth('payment-authorise', 'failing'),
      testHealth('tax-quote', 'healthy'),
    ]);
    const item = (
      await screen.findByRole('link', { name: 'payment-authorise' })
    ).closest('li')!;
    expect(
      within(item).getByText(
        '31.4 % of calls of payment-authorise fail with 503',
      ),
    ).toBeVisible();
    expect(
      within(item).getByRole('link', { name: 'checkout' }),
    ).toHaveAttribute('href', '/catalog/default/group/checkout');
    const runbook = within(item).getByRole('link', { name: /Runbook/ });
    expect(runbook).toHaveAttribute('href', 'https://wiki.example.com/runbook');
    expect(runbook).toHaveAttribute('target', '_blank');
    expect(runbook.getAttribute('rel')).toContain('noopener');
    expect(
      screen.queryByRole('link', { name: 'tax-quote' }),
    ).not.toBeInTheDocument();
  });

  it('never makes a link of a runbook that is no web address', async () => {
    renderHome([
      testHealth('payment-authorise', 'failing', {
        integration: testFacets('payment-authorise', {
          runbook: { title: 'Call Jon', url: 'tel:+3580000000' },
        }),
      }),
    ]);
    expect(await screen.findByText('Call Jon')).toBeVisible();
    expect(
      screen.queryByRole('link', { name: /Runbook/ }),
    ).not.toBeInTheDocument();
  });

  it('asks only for what is mine when told so', async () => {
    const { listHealth } = renderHome([
      testHealth('payment-authorise', 'failing'),
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Mine' }));
    await waitFor(() =>
      expect(listHealth.mock.calls.map(([request]) => request)).toContainEqual({
        status: ['failing', 'degraded', 'silent'],
        owner: ['group:default/fulfilment'],
        limit: 100,
      }),
    );
  });

  it('shows one row for what takes several down, with its victims one click away', async () => {
    renderHome(
      [
        testHealth('order-to-erp', 'degraded'),
        testHealth('invoice-post', 'degraded'),
      ],
      {
        listAlarms: async request =>
          testAlarmPage(
            request?.state === 'open'
              ? [testCause('erp', ['order-to-erp', 'invoice-post'])]
              : [testAlarm('tax-quote', { state: 'cleared' })],
          ),
      },
    );
    const item = (await screen.findByRole('link', { name: 'erp' })).closest(
      'li',
    )!;
    expect(item).toHaveTextContent('One cause, two integrations');
    expect(item).toHaveTextContent(
      'order-to-erp, invoice-post wait for it. One alarm, told once to finance-systems.',
    );
    expect(
      within(item).getByRole('link', { name: 'invoice-post' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/integration/invoice-post/health',
    );
    expect(screen.getByText(/2 of 2 .* from 1 cause\./)).toBeVisible();
    expect(
      await screen.findByText('1 more cause cleared by itself since midnight'),
    ).toBeVisible();
  });

  it('says who has it once it is acknowledged, and lets that be taken back', async () => {
    const alarm = testAlarm('payment-authorise');
    const acknowledgeAlarm = jest.fn(async () =>
      withLog({
        ...alarm,
        acknowledgedAt: '2025-11-18T09:20:00.000Z',
        acknowledgedBy: 'user:default/mira.kask',
      }),
    );
    const releaseAlarm = jest.fn(async () => withLog(alarm));
    renderHome([testHealth('payment-authorise', 'failing')], {
      listAlarms: async request =>
        testAlarmPage(request?.state === 'open' ? [alarm] : []),
      acknowledgeAlarm,
      releaseAlarm,
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Acknowledge payment-authorise',
      }),
    );
    expect(acknowledgeAlarm).toHaveBeenCalledWith(alarm.id, undefined);
    expect(await screen.findByText(/has it since/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Undo: nobody has payment-authorise',
      }),
    );
    expect(
      await screen.findByRole('button', {
        name: 'Acknowledge payment-authorise',
      }),
    ).toBeVisible();
    expect(releaseAlarm).toHaveBeenCalledWith(alarm.id);
  });

  it('says that history is still coming in', async () => {
    renderHome([testHealth('payment-authorise', 'failing')], {
      getStatus: async () => ({
        replays: [replaying],
        series: 1,
        environments: [],
      }),
    });
    expect(
      await screen.findByText(/History is being replayed: 42.%/),
    ).toBeVisible();
  });

  it('says what fails in an environment that does not count', async () => {
    renderHome([testHealth('tax-quote', 'healthy')], {
      listHealth: async request =>
        testHealthPage(
          request?.environment === 'staging'
            ? [testHealth('identity-profile-sync', 'failing')]
            : [],
        ),
      getStatus: async () => ({
        replays: [],
        series: 1,
        environments: ['production', 'staging'],
        lastReceivedAt: '2025-11-18T09:53:00.000Z',
      }),
    });
    expect(await screen.findByText(/In staging:/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'identity-profile-sync' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/integration/identity-profile-sync/health?environment=staging',
    );
  });

  it('leads from what nobody declared to each thing that can be done about it', async () => {
    renderHome([testHealth('tax-quote', 'healthy')], {
      listDrift: async () => testDriftPage([testDriftItem('report-old')]),
    });
    for (const [title, step] of [
      ['Adopt', 'adopt'],
      ['Attach', 'attach'],
      ['Dismiss…', 'dismiss'],
    ]) {
      expect(
        await screen.findByRole('link', {
          name: `${title} report-old calls erp-order-api`,
        }),
      ).toHaveAttribute(
        'href',
        `/integrations/drift?item=report-old&step=${step}`,
      );
    }
  });

  it('says how to begin in a portal without integrations', async () => {
    renderHome([]);
    expect(
      await screen.findByRole('heading', {
        name: 'No integration is declared yet',
      }),
    ).toBeVisible();
  });

  it('shows what is new and not declared after what is not well, and counts it as no integration', async () => {
    renderHome([testHealth('payment-authorise', 'failing')], {
      listAlarms: async () => testAlarmPage([testNewFlow('10.20.4.17')]),
    });
    const link = await screen.findByRole('link', {
      name: '10.20.4.17 calls erp-order-api',
    });
    expect(link).toHaveAttribute('href', '/integrations/drift?item=10.20.4.17');
    const item = link.closest('li')!;
    expect(item).toHaveTextContent('undeclared');
    expect(item).toHaveTextContent('Nobody declared it: http');
    expect(item).not.toHaveTextContent('no runbook');
    expect(
      within(item).getByRole('button', { name: /^Acknowledge 10\.20\.4\.17/ }),
    ).toBeVisible();
    expect(
      screen.getByText(/1 of 1 integrations need somebody\./),
    ).toBeVisible();
  });
});
