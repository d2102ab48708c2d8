import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  integrationWaiverAskPermission,
  integrationWaiverDecidePermission,
} from '@tieline/plugin-integrations-common';
import {
  IntegrationGovernanceApi,
  Waiver,
} from '@tieline/plugin-integrations-common/governance';
import { integrationGovernanceApiRef } from '../apis';
import { testDetail, testVersion } from '../checklist/testChecklist';
import { scorecardRouteRef, waiversRouteRef } from '../routes';
import { laterDay } from '../shared/days';
import { queryClient } from '../shared/queries';
import { testFacets, testPage } from '../shared/testHealth';
import { permissionsWithout } from '../shared/testPermissions';
import { testWaiver, testWaiverPage } from './testWaiver';
import { toWaiverCsvRows } from './toWaiverCsvRows';
import { WaiversPage } from './WaiversPage';

/**
 * Answers about permissions are kept for some seconds by permission and
 * integration, so tests that deny some have integrations of their own.
 */
function renderPage(
  waivers: Waiver[],
  api: Partial<IntegrationGovernanceApi> = {},
  options: { path?: string; denied?: string[] } = {},
) {
  const listWaivers = jest.fn(async () => testWaiverPage(waivers));
  renderInTestApp(<WaiversPage />, {
    initialRouteEntries: [options.path ?? '/waivers'],
    mountedRoutes: {
      '/waivers': waiversRouteRef,
      '/scorecard': scorecardRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/mira.kask',
        ownershipEntityRefs: ['group:default/fulfilment'],
      }),
      [
        integrationGovernanceApiRef,
        {
          listWaivers,
          listIntegrations: async () => testPage([]),
          getChecklist: async () => testDetail(testVersion()).checklist,
          getWaiver: async (id: string) =>
            waivers.find(waiver => waiver.id === id)!,
          ...api,
        } as Partial<IntegrationGovernanceApi>,
      ],
      [permissionApiRef, permissionsWithout(options.denied ?? [])],
    ],
  });
  return { listWaivers };
}

async function openPanel(title = 'Bounded retries') {
  await userEvent.click(await screen.findByRole('button', { name: title }));
  const panel = await screen.findByRole('complementary', { name: title });
  return within(panel);
}

describe('WaiversPage', () => {
  afterEach(() => queryClient.clear());

  it('lists what is asked for and what holds, with until when and who', async () => {
    renderPage([
      testWaiver({ until: laterDay(new Date(), 12) }),
      testWaiver({
        id: 'w2',
        title: 'Rollout strategy',
        state: 'approved',
        decidedBy: 'user:default/ada.lind',
        decidedAt: '2026-11-21T09:00:00.000Z',
      }),
    ]);
    const rows = await screen.findAllByRole('row');
    expect(rows[1]).toHaveTextContent('asked for');
    expect(rows[1]).toHaveTextContent('order-events');
    expect(rows[1]).toHaveTextContent('The broker is replaced in March.');
    expect(rows[1]).toHaveTextContent('in 12 days');
    expect(rows[1]).toHaveTextContent('jon.aalto');
    expect(rows[1]).toHaveTextContent('nobody yet');
    expect(rows[2]).toHaveTextContent('ada.lind');
    expect(
      screen.getByText(/^1 waits for a decision, 1 holds\./),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'asked for 1' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'expired 0' })).toBeVisible();
  });

  it('filters by state, owner and integration as the address says', async () => {
    const { listWaivers } = renderPage(
      [testWaiver()],
      {},
      {
        path: '/waivers?state=asked&owner=mine&integration=integration:default/order-events',
      },
    );
    await screen.findByRole('button', { name: 'Bounded retries' });
    expect(listWaivers).toHaveBeenCalledWith(
      {
        state: ['asked'],
        owner: ['group:default/fulfilment'],
        integration: ['integration:default/order-events'],
        limit: 50,
        cursor: undefined,
      },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'approved 0' }));
    await userEvent.click(
      screen.getByRole('button', { name: /^order-events/ }),
    );
    await waitFor(() =>
      expect(listWaivers).toHaveBeenLastCalledWith(
        {
          state: ['asked', 'approved'],
          owner: ['group:default/fulfilment'],
          limit: 50,
          cursor: undefined,
        },
        expect.anything(),
      ),
    );
  });

  it('filters by the check that is chosen, and keeps it in the address', async () => {
    const { listWaivers } = renderPage([testWaiver()]);
    await screen.findByRole('option', {
      name: 'A drill within its shelf life',
    });
    await userEvent.selectOptions(
      screen.getByLabelText('Check'),
      'failure-drill',
    );
    await waitFor(() =>
      expect(listWaivers).toHaveBeenLastCalledWith(
        { checkId: ['failure-drill'], limit: 50, cursor: undefined },
        expect.anything(),
      ),
    );
  });

  it('asks again for what was refused, with the reason of then, and renews nothing', async () => {
    const askForWaiver = jest.fn(async () => testWaiver());
    renderPage(
      [
        testWaiver({
          state: 'refused',
          decidedBy: 'user:default/ada.lind',
          decidedAt: '2026-11-21T09:00:00.000Z',
        }),
      ],
      { askForWaiver },
    );
    const panel = await openPanel();
    const again = panel.getByRole('button', { name: 'Ask again…' });
    await waitFor(() => expect(again).toBeEnabled());
    await userEvent.click(again);
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Reason' }),
      ' It is agreed.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Ask for it' }));
    await waitFor(() =>
      expect(askForWaiver).toHaveBeenCalledWith({
        entityRef: 'integration:default/order-events',
        checkId: 'bounded-retries',
        reason: 'The broker is replaced in March. It is agreed.',
        until: expect.any(String),
      }),
    );
  });

  it('approves what somebody else asked for, and shows that it holds', async () => {
    const approved = testWaiver({
      state: 'approved',
      decidedBy: 'user:default/mira.kask',
      decidedAt: '2026-11-22T09:00:00.000Z',
    });
    const stored = { waiver: testWaiver() };
    const decideWaiver = jest.fn(async () => {
      stored.waiver = approved;
      return approved;
    });
    renderPage([testWaiver()], {
      decideWaiver,
      getWaiver: async () => stored.waiver,
    });
    const panel = await openPanel();
    await userEvent.click(
      await panel.findByRole('button', { name: 'Approve' }),
    );
    expect(decideWaiver).toHaveBeenCalledWith('w1', { approved: true });
    expect(await panel.findByText(/approved by/)).toHaveTextContent(
      'approved by mira.kask',
    );
    expect(
      panel.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });

  it('says why an approval was refused', async () => {
    renderPage([testWaiver()], {
      decideWaiver: async () => {
        throw new Error('Somebody else has decided about it just now.');
      },
    });
    const panel = await openPanel();
    await userEvent.click(
      await panel.findByRole('button', { name: 'Approve' }),
    );
    expect(await panel.findByRole('alert')).toHaveTextContent(
      'Somebody else has decided about it just now.',
    );
  });

  it('refuses only with a reason, which stays when the backend says no', async () => {
    const decideWaiver = jest
      .fn()
      .mockRejectedValueOnce(new Error('Not now.'))
      .mockResolvedValue(testWaiver({ state: 'refused' }));
    renderPage([testWaiver()], { decideWaiver });
    const panel = await openPanel();
    await userEvent.click(
      await panel.findByRole('button', { name: 'Refuse…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Refuse it' });
    expect(button).toBeDisabled();
    const reason = dialog.getByRole('textbox', { name: 'Reason' });
    await userEvent.type(reason, ' ');
    expect(button).toBeDisabled();
    await userEvent.type(reason, 'Bound them now ');
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent('Not now.');
    expect(reason).toHaveValue(' Bound them now ');
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(decideWaiver).toHaveBeenLastCalledWith('w1', {
      approved: false,
      reason: 'Bound them now',
    });
  });

  it('lets nobody decide about an own request, only take it back', async () => {
    const withdrawWaiver = jest.fn(async () =>
      testWaiver({ state: 'withdrawn' }),
    );
    renderPage(
      [
        testWaiver({
          integration: testFacets('own-request'),
          askedBy: 'user:default/mira.kask',
          mayDecide: false,
        }),
      ],
      { withdrawWaiver },
      { denied: [integrationWaiverAskPermission.name] },
    );
    const panel = await openPanel();
    const approve = await panel.findByRole('button', { name: 'Approve' });
    expect(approve).toBeDisabled();
    await waitFor(() =>
      expect(approve).toHaveAccessibleDescription(
        'You asked for it: somebody else has to approve or refuse it.',
      ),
    );
    expect(panel.getByRole('button', { name: 'Refuse…' })).toBeDisabled();
    await userEvent.click(panel.getByRole('button', { name: 'Withdraw…' }));
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Withdraw it',
      }),
    );
    await waitFor(() => expect(withdrawWaiver).toHaveBeenCalledWith('w1'));
  });

  it('names the permission to who lacks it', async () => {
    renderPage(
      [
        testWaiver({
          integration: testFacets('somebody-elses'),
          mayDecide: false,
        }),
      ],
      {},
      { denied: [integrationWaiverAskPermission.name] },
    );
    const panel = await openPanel();
    expect(
      await panel.findByRole('button', { name: 'Approve' }),
    ).toHaveAccessibleDescription(
      new RegExp(integrationWaiverDecidePermission.name),
    );
    const withdraw = panel.getByRole('button', { name: 'Withdraw…' });
    await waitFor(() =>
      expect(withdraw).toHaveAccessibleDescription(
        new RegExp(integrationWaiverAskPermission.name),
      ),
    );
    expect(withdraw).toBeDisabled();
  });

  it('renews what holds with its reason as a start, and tells its history', async () => {
    const askForWaiver = jest.fn(async () => testWaiver());
    renderPage(
      [
        testWaiver({
          state: 'approved',
          renews: 'w0',
          decidedBy: 'user:default/ada.lind',
          decidedAt: '2026-11-21T09:00:00.000Z',
          decisionReason: 'Once, not twice.',
        }),
        testWaiver({ id: 'w0', title: 'The one before', state: 'expired' }),
      ],
      { askForWaiver },
    );
    const panel = await openPanel();
    const history = within(await panel.findByRole('list', { name: 'History' }));
    expect(
      history.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      expect.stringContaining('asked for by jon.aalto'),
      expect.stringContaining('approved by ada.lindOnce, not twice.'),
    ]);
    const renew = panel.getByRole('button', { name: 'Renew…' });
    await waitFor(() => expect(renew).toBeEnabled());
    await userEvent.click(renew);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue(
      'The broker is replaced in March.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Ask for it' }));
    await waitFor(() =>
      expect(askForWaiver).toHaveBeenCalledWith({
        entityRef: 'integration:default/order-events',
        checkId: 'bounded-retries',
        reason: 'The broker is replaced in March.',
        until: laterDay(new Date(), 90),
        renews: 'w1',
      }),
    );
    await userEvent.click(
      panel.getByRole('button', { name: 'The waiver before' }),
    );
    expect(
      await screen.findByRole('complementary', { name: 'The one before' }),
    ).toBeVisible();
  });

  it('opens the panel that a link names, closes it with Escape and gives the focus back', async () => {
    renderPage([testWaiver()], {}, { path: '/waivers?waiver=w1' });
    await screen.findByRole('complementary', { name: 'Bounded retries' });
    const button = screen.getByRole('button', { name: 'Bounded retries' });
    expect(button).toHaveAttribute('aria-expanded', 'true');
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.getByRole('complementary')).toHaveFocus(),
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    expect(button).toHaveFocus();
  });

  it('says how to ask for one where there is none, and how to see more where filters leave none', async () => {
    const { listWaivers } = renderPage(
      [],
      {},
      { path: '/waivers?state=asked' },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'No waiver yet' }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the scorecard' }),
    ).toHaveAttribute('href', '/scorecard');
    expect(listWaivers).toHaveBeenLastCalledWith(
      { limit: 50, cursor: undefined },
      expect.anything(),
    );
  });

  it('hands over who asked, who decided, why and until when', () => {
    expect(
      toWaiverCsvRows([
        testWaiver({
          integration: testFacets('order-events'),
          state: 'refused',
          decidedBy: 'user:default/ada.lind',
          decisionReason: 'Bound them now',
        }),
      ]),
    ).toEqual([
      expect.objectContaining({
        integration: 'integration:default/order-events',
        check: 'Bounded retries',
        state: 'refused',
        reason: 'The broker is replaced in March.',
        until: '2027-03-31',
        'asked by': 'user:default/jon.aalto',
        'decided by': 'user:default/ada.lind',
        'reason of the decision': 'Bound them now',
      }),
    ]);
  });
});
