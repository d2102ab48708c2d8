import { ResponseError } from '@backstage/errors';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  IntegrationGovernanceApi,
  ListIntegrationsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationGovernanceApiRef } from '../apis';
import { queryClient } from '../shared/queries';
import { testPage, testRow } from '../shared/testHealth';
import { IntegrationsPage } from './IntegrationsPage';

const rows = [
  testRow('payment-authorise', 'failing'),
  testRow('gift-card-balance', 'unknown', {
    calls: undefined,
    lastSeenAt: undefined,
    reasons: [
      {
        code: 'no-telemetry',
        status: 'unknown',
        headline: 'No telemetry from its services yet',
        short: 'no telemetry yet',
      },
    ],
  }),
];

function renderPage(
  listIntegrations: IntegrationGovernanceApi['listIntegrations'] = async () =>
    testPage(rows),
  path = '/',
) {
  const list = jest.fn(listIntegrations);
  renderInTestApp(<IntegrationsPage />, {
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/mira.kask',
        ownershipEntityRefs: [
          'user:default/mira.kask',
          'group:default/fulfilment',
        ],
      }),
      [
        integrationGovernanceApiRef,
        { listIntegrations: list } as Partial<IntegrationGovernanceApi>,
      ],
    ],
  });
  /** What the table itself asked for last: quick filters ask for one row only. */
  const lastRequest = () =>
    list.mock.calls
      .map(([request]) => request as ListIntegrationsRequest)
      .filter(request => request.limit === 50)
      .at(-1);
  return { list, lastRequest };
}

describe('IntegrationsPage', () => {
  afterEach(() => queryClient.clear());

  it('shows status, reason and numbers of each integration, and where a number comes from', async () => {
    renderPage();
    const table = await screen.findByRole('table', { name: 'Integrations' });
    const row = within(table).getByRole('row', { name: /payment-authorise/ });
    expect(within(row).getByText('failing')).toBeVisible();
    expect(
      within(row).getByText('31.4 % errors of payment-authorise'),
    ).toBeVisible();
    expect(
      within(row).getByRole('link', { name: 'payment-authorise' }),
    ).toHaveAttribute('href', '/catalog/default/integration/payment-authorise');

    await userEvent.click(
      within(row).getByRole('button', { name: /^Throughput: 454/ }),
    );
    expect(
      await screen.findByText('metrics, seen by the caller'),
    ).toBeVisible();
  });

  it('writes a dashed word, and why, where nothing was measured', async () => {
    renderPage();
    const row = await screen.findByRole('row', { name: /gift-card-balance/ });
    const words = within(row).getAllByText(/^unmeasured/);
    expect(words).toHaveLength(3);
    expect(words[0]).toHaveAttribute(
      'title',
      'No telemetry from its services yet',
    );
    expect(within(row).queryByText(/^0/)).not.toBeInTheDocument();
  });

  it('opens a link with the filters, sort and columns that it carries', async () => {
    const { lastRequest } = renderPage(
      undefined,
      '/?status=failing&owner=me&sort=errors&direction=desc&hide=score&text=pay',
    );
    const table = await screen.findByRole('table', { name: 'Integrations' });
    await waitFor(() =>
      expect(lastRequest()).toMatchObject({
        status: ['failing'],
        owner: ['user:default/mira.kask', 'group:default/fulfilment'],
        orderBy: 'errors',
        direction: 'desc',
        text: 'pay',
      }),
    );
    expect(
      within(table).getByRole('columnheader', { name: 'Errors' }),
    ).toHaveAttribute('aria-sort', 'descending');
    expect(
      within(table).queryByRole('columnheader', { name: 'Score' }),
    ).not.toBeInTheDocument();
    expect(screen.getByRole('checkbox', { name: 'failing' })).toBeChecked();
  });

  it('narrows the list by a tick, and takes one quick filter in place of all others', async () => {
    const { lastRequest } = renderPage();
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'degraded' }),
    );
    await waitFor(() => expect(lastRequest()?.status).toEqual(['degraded']));

    await userEvent.click(screen.getByRole('button', { name: /^No owner/ }));
    await waitFor(() => expect(lastRequest()?.owner).toEqual(['none']));
    expect(lastRequest()?.status).toBeUndefined();
    expect(screen.getByRole('button', { name: /^No owner/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('offers to clear the filters where nothing matches', async () => {
    const { lastRequest } = renderPage(
      async request => testPage(request?.text ? [] : rows),
      '/?text=nothing',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('table', { name: 'Integrations' }),
    ).toBeVisible();
    expect(lastRequest()?.text).toBeUndefined();
  });

  it('says how to begin where there is no integration at all', async () => {
    renderPage(async () =>
      testPage([], {
        counts: { integrations: 0, systems: 0, teams: 0, platforms: 0 },
      }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'No integration is declared yet',
      }),
    ).toBeVisible();
    expect(screen.getByText(/kind: Integration/)).toBeVisible();
  });

  it('says what failed and reads again on Retry', async () => {
    let isDown = true;
    renderPage(async () => {
      if (isDown) {
        throw new Error('connect ECONNREFUSED');
      }
      return testPage(rows);
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The list of integrations could not be read',
    );
    isDown = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('table', { name: 'Integrations' }),
    ).toBeVisible();
  });

  it('says that a permission is missing instead of showing an empty list', async () => {
    const response = {
      ok: false,
      status: 403,
      statusText: 'Forbidden',
      headers: new Headers(),
      text: async () => '',
    } as Response;
    const error = await ResponseError.fromResponse(response);
    renderPage(async () => {
      throw error;
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see this',
    );
  });

  it('keeps rows in their place while it is live, and re-sorts when asked', async () => {
    let items = rows;
    renderPage(async () => testPage(items));
    const names = () =>
      screen
        .getAllByRole('rowheader')
        .map(header => within(header).getByRole('link').textContent);
    await screen.findByRole('table', { name: 'Integrations' });

    items = [...rows].reverse();
    await act(() => queryClient.refetchQueries({ queryKey: ['integrations'] }));
    expect(await screen.findByText('1 changed')).toBeVisible();
    expect(names()).toEqual(['payment-authorise', 'gift-card-balance']);

    await userEvent.click(screen.getByRole('button', { name: 'Re-sort' }));
    expect(names()).toEqual(['gift-card-balance', 'payment-authorise']);
    expect(screen.queryByText('1 changed')).not.toBeInTheDocument();
  });
});
