import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Alarm,
  IntegrationTelemetryApi,
  MaintenanceWindow,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  integrationCostsApiRef,
  integrationGovernanceApiRef,
  integrationTelemetryApiRef,
} from '../apis';
import { testIntervention } from '../costs/testCosts';
import { driftRouteRef } from '../routes';
import { queryClient } from '../shared/queries';
import {
  testAlarm,
  testAlarmPage,
  testCause,
  testNewFlow,
  withLog,
} from '../shared/testAlarm';
import { testPage } from '../shared/testHealth';
import { AlarmsPage } from './AlarmsPage';

// As the permission API puts it on the wire.
const allowed: Awaited<ReturnType<PermissionApi['authorize']>> =
  JSON.parse('{"result":"ALLOW"}');

const payments = testAlarm('payment-authorise');
const erp = testCause('erp', ['order-to-erp']);
const victim = testAlarm('order-to-erp', {
  status: 'degraded',
  causeId: erp.id,
  told: [],
});
const over = testAlarm('tax-quote', {
  state: 'cleared',
  clearedAt: '2025-11-18T09:32:00.000Z',
  told: [],
  untold: 'It has no owner, and no webhook is set up',
});

const erpWork: MaintenanceWindow = {
  id: 'window',
  subject: 'system:default/erp',
  from: '2025-11-18T08:00:00.000Z',
  to: '2099-11-18T12:00:00.000Z',
  reason: 'Upgrade to 12.4',
  createdBy: 'user:default/mira.kask',
};

function renderPage(options: { alarms?: Alarm[]; path?: string } = {}) {
  const alarms = options.alarms ?? [payments, erp, victim, over];
  const listAlarms = jest.fn<
    ReturnType<IntegrationTelemetryApi['listAlarms']>,
    Parameters<IntegrationTelemetryApi['listAlarms']>
  >(async request =>
    testAlarmPage(
      alarms.filter(({ state }) => !request?.state || request.state === state),
    ),
  );
  const find = (id: string) => withLog(alarms.find(alarm => alarm.id === id)!);
  const api = {
    listAlarms,
    getAlarm: jest.fn(async (id: string) => find(id)),
    acknowledgeAlarm: jest.fn(async (id: string, note?: string) => ({
      ...find(id),
      acknowledgedAt: '2025-11-18T09:20:00.000Z',
      acknowledgedBy: 'user:default/mira.kask',
      note,
    })),
    snoozeAlarm: jest.fn(async (id: string, until: string) => ({
      ...find(id),
      snoozedUntil: until,
      snoozedBy: 'user:default/mira.kask',
    })),
    rateAlarm: jest.fn(async (id: string, useful: boolean | null) => ({
      ...find(id),
      useful: useful ?? undefined,
    })),
    listAlarmRules: async () => ({
      items: [
        {
          rule: 'errors',
          alarms: 12,
          useful: 3,
          notUseful: 1,
          acknowledged: 9,
          meanDurationMinutes: 42,
        },
      ],
    }),
    listMaintenance: async () => ({ items: [erpWork] }),
    deleteMaintenance: jest.fn(async () => {}),
    addMaintenance: jest.fn(async () => erpWork),
    getStatus: async () => ({ replays: [], series: 0, environments: [] }),
  };
  const logIntervention = jest.fn(async () => testIntervention());
  renderInTestApp(<AlarmsPage />, {
    initialRouteEntries: [options.path ?? '/'],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/drift': driftRouteRef,
    },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/mira.kask',
        ownershipEntityRefs: ['group:default/fulfilment'],
      }),
      [permissionApiRef, { authorize: async () => allowed }],
      [integrationTelemetryApiRef, api as Partial<IntegrationTelemetryApi>],
      [integrationCostsApiRef, { logIntervention }],
      [
        integrationGovernanceApiRef,
        { listIntegrations: async () => testPage([]) },
      ],
      [
        catalogApiRef,
        {
          getEntityByRef: async () => undefined,
          getEntitiesByRefs: async ({
            entityRefs,
          }: {
            entityRefs: string[];
          }) => ({
            items: entityRefs.map(() => undefined),
          }),
          queryEntities: async () => ({
            items: [
              {
                apiVersion: 'backstage.io/v1alpha1',
                kind: 'System',
                metadata: { name: 'erp', namespace: 'default' },
              },
            ],
            totalItems: 1,
            pageInfo: {},
          }),
        },
      ] as never,
    ],
  });
  return { ...api, logIntervention };
}

const panel = () => screen.findByRole('complementary');

describe('AlarmsPage', () => {
  afterEach(() => queryClient.clear());

  it('lists what is on before what is over, with who was told or why nobody was', async () => {
    renderPage();
    const table = await screen.findByRole('table', { name: /Alarms, what/ });
    const names = within(table)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent);
    expect(names[0]).toBe('On now');
    expect(names[1]).toContain('payment-authorise');
    expect(names[4]).toBe('Cleared');
    expect(names[5]).toContain('tax-quote');
    const row = within(table).getByRole('row', { name: /tax-quote/ });
    expect(row).toHaveTextContent('nobody: It has no owner');
    expect(row).toHaveTextContent('was on for 20 min');
  });

  it('says who has an alarm as soon as somebody acknowledges it, with the note', async () => {
    const api = renderPage({ path: `/?alarm=${payments.id}` });
    const aside = await panel();
    await userEvent.type(
      await within(aside).findByRole('textbox', { name: /Note/ }),
      'Calling the bank',
    );
    await userEvent.click(
      within(aside).getByRole('button', { name: /^Acknowledge/ }),
    );
    expect(api.acknowledgeAlarm).toHaveBeenCalledWith(
      payments.id,
      'Calling the bank',
    );
    expect(await within(aside).findByText(/has it since/)).toBeVisible();
    expect(within(aside).getByText(/Calling the bank/)).toBeVisible();
    expect(
      within(screen.getByRole('row', { name: /payment-authorise/ })).getByText(
        /has it/,
      ),
    ).toBeVisible();
  });

  it('snoozes for an hour', async () => {
    const api = renderPage({ path: `/?alarm=${payments.id}` });
    const before = Date.now();
    await userEvent.click(
      await within(await panel()).findByRole('button', { name: /^Snooze/ }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: '1 hour' }),
    );
    await waitFor(() => expect(api.snoozeAlarm).toHaveBeenCalled());
    const [, until] = api.snoozeAlarm.mock.calls[0];
    expect(Date.parse(until) - before).toBeGreaterThan(3_580_000);
    expect(await within(await panel()).findByText(/Snoozed by/)).toBeVisible();
  });

  it('logs what was done by hand about an alarm', async () => {
    const api = renderPage({ path: `/?alarm=${payments.id}` });
    await userEvent.click(
      await within(await panel()).findByRole('button', {
        name: 'Log intervention…',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    await userEvent.click(dialog.getByRole('button', { name: '15 minutes' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Log it' }));
    expect(
      await within(await panel()).findByText('Logged: Restart, 15 minutes.'),
    ).toBeVisible();
    expect(api.logIntervention).toHaveBeenCalledWith({
      entityRef: payments.integration!.entityRef,
      kind: 'restart',
      minutes: 15,
      alarmId: payments.id,
    });
  });

  it('goes from a victim to its cause, and from there to the victims', async () => {
    renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Told with its cause' }),
    );
    const aside = await panel();
    expect(await within(aside).findByText('Takes down')).toBeVisible();
    expect(
      within(aside).getByRole('link', { name: 'order-to-erp' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/integration/order-to-erp/health',
    );
  });

  it('takes an answer to whether it was useful, and takes it back', async () => {
    const api = renderPage({ path: `/?alarm=${over.id}` });
    const yes = await within(await panel()).findByRole('button', {
      name: 'Yes',
    });
    await userEvent.click(yes);
    expect(api.rateAlarm).toHaveBeenLastCalledWith(over.id, true, undefined);
    await waitFor(() => expect(yes).toHaveAttribute('aria-pressed', 'true'));
    await userEvent.click(yes);
    expect(api.rateAlarm).toHaveBeenLastCalledWith(over.id, null, undefined);
  });

  it('asks for what the address says, and keeps the filters there', async () => {
    const { listAlarms } = renderPage({ path: '/?owner=mine&rule=errors' });
    await waitFor(() =>
      expect(listAlarms.mock.calls.map(([request]) => request)).toContainEqual({
        owner: ['group:default/fulfilment'],
        rule: ['errors'],
        limit: 50,
      }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'On' }));
    await waitFor(() =>
      expect(listAlarms.mock.calls.map(([request]) => request)).toContainEqual({
        state: 'open',
        owner: ['group:default/fulfilment'],
        rule: ['errors'],
        limit: 50,
      }),
    );
  });

  it('shows how useful the alarms of a rule were', async () => {
    renderPage();
    const table = await screen.findByRole('table', { name: /How useful/ });
    expect(
      within(table).getByRole('row', { name: /Errors/ }),
    ).toHaveTextContent(/Errors12942\smin75\s% of 4/);
  });

  it('marks what began in a drill, and leads to the drill', async () => {
    renderPage({
      alarms: [
        testAlarm('payment-authorise', {
          drill: { label: 'Callee slow or gone', href: '/drills?drill=1' },
        }),
      ],
    });
    const link = await screen.findByRole('link', {
      name: 'Callee slow or gone',
    });
    expect(link).toHaveAttribute('href', '/drills?drill=1');
    expect(within(link.parentElement!).getByText('Drill')).toBeVisible();
  });

  it('announces maintenance of a system, and ends what is on', async () => {
    const api = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: /End the maintenance of erp/ }),
    );
    expect(api.deleteMaintenance).toHaveBeenCalledWith('window');
    await userEvent.click(
      screen.getByRole('button', { name: 'Announce maintenance' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('combobox'), 'erp');
    await userEvent.click(
      await screen.findByRole('option', { name: 'erp (system)' }),
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'Reason' }),
      'Upgrade',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Announce' }),
    );
    await waitFor(() =>
      expect(api.addMaintenance).toHaveBeenCalledWith(
        expect.objectContaining({
          subject: 'system:default/erp',
          reason: 'Upgrade',
        }),
      ),
    );
  });

  it('says when an alarm would be raised where there is none yet', async () => {
    renderPage({ alarms: [] });
    expect(await screen.findByText(/No alarm yet/)).toBeVisible();
  });

  it('says who calls whom, how and how much where nobody declared it, a click from the flow', async () => {
    const flow = testNewFlow('10.20.4.17');
    renderPage({ alarms: [flow], path: `/?alarm=${flow.id}` });
    const row = await screen.findByRole('row', { name: /10\.20\.4\.17/ });
    expect(row).toHaveTextContent('undeclared');
    expect(row).not.toHaveTextContent('unknown');
    expect(row).toHaveTextContent(
      'Nobody declared it: http, /reports/open-orders, 1,950 calls in the last 24 h.',
    );
    expect(row).toHaveTextContent('told: finance-systems');
    expect(
      await within(await panel()).findByRole('link', {
        name: '10.20.4.17 calls erp-order-api',
      }),
    ).toHaveAttribute('href', '/drift?item=10.20.4.17');
    expect(await panel()).not.toHaveTextContent('runbook');
  });
});
