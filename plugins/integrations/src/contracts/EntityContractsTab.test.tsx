import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FlowContract } from '@tieline/plugin-integrations-common/contracts';
import { queryClient } from '../shared/queries';
import { EntityContractsTab } from './EntityContractsTab';
import { renderContracts } from './__testUtils__/renderContracts';
import { testSummary } from './testContracts';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { name: 'order-to-erp', namespace: 'default' },
};

function renderTab(
  items: FlowContract[],
  listIntegrationContracts = jest.fn(async () => ({ items })),
) {
  renderContracts(
    <EntityProvider entity={entity}>
      <EntityContractsTab />
    </EntityProvider>,
    { listIntegrationContracts },
  );
}

describe('EntityContractsTab', () => {
  afterEach(() => queryClient.clear());

  it('shows the contracts for the same data side by side, and who declares which', async () => {
    renderTab([
      {
        data: 'order',
        direction: 'to the target',
        providerRef: 'group:default/fulfilment',
        reference: 'events/orders',
        contract: testSummary('orders'),
        alternatives: [testSummary('orders-v0', { id: 2, mode: 'NONE' })],
      },
    ]);
    const table = await screen.findByRole('table', {
      name: 'Contracts for order',
    });
    const own = within(table).getByRole('row', { name: /events\/orders this/ });
    expect(own).toHaveTextContent('this integration');
    expect(own).toHaveTextContent('2.0.0');
    expect(
      within(table).getByRole('row', { name: /Title of orders-v0/ }),
    ).toHaveTextContent('other integrations');
    expect(
      screen.getByText(/No version was seen in use in the last 30 days/),
    ).toBeVisible();
  });

  it('says why the file that a flow names is not fetched', async () => {
    renderTab([
      {
        data: 'order',
        reference: 'files/layouts/a.csv',
        contract: testSummary('layouts/a.csv', {
          registry: 'files',
          versions: 0,
          latest: undefined,
          verdict: 'unchecked',
        }),
        file: {
          integrationRef: 'integration:default/order-to-erp',
          problem: 'layouts/a.csv is a path that leads nowhere.',
        },
      },
    ]);
    expect(
      await screen.findByText('layouts/a.csv is a path that leads nowhere.'),
    ).toBeVisible();
    expect(screen.getByText(/The file is not fetched/)).toBeVisible();
  });

  it('holds what is seen in use against what is registered', async () => {
    renderTab([
      {
        data: 'order',
        reference: 'events/orders',
        contract: testSummary('orders'),
        observed: [
          {
            version: '1.0.0',
            consumer: 'erp-sync',
            lastSeenAt: '2025-11-18T09:50:00.000Z',
            registered: true,
          },
          {
            version: '0.9.0',
            lastSeenAt: '2025-11-18T09:50:00.000Z',
            registered: false,
          },
        ],
      },
    ]);
    const table = await screen.findByRole('table', { name: /seen in use/ });
    expect(
      within(table).getByRole('row', { name: /^1\.0\.0/ }),
    ).toHaveTextContent(/erp-sync.*registered/);
    const odd = within(table).getByRole('row', { name: /^0\.9\.0/ });
    expect(within(odd).getByText('not registered')).toBeVisible();
    expect(
      within(odd).getByRole('link', { name: 'Publish it' }),
    ).toHaveAttribute('href', '/contracts?contract=events%2Forders&tab=check');
  });

  it('says what to do about a data flow without a contract, and about one that names an unknown one', async () => {
    renderTab([
      { data: 'order' },
      { data: 'invoice', reference: 'events/invoices' },
    ]);
    expect(
      await screen.findByRole('region', { name: 'Contract of order' }),
    ).toHaveTextContent('data: order');
    expect(screen.getByText('events/invoices')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Publish it' })).toHaveAttribute(
      'href',
      '/contracts?view=publish&registry=events&subject=invoices',
    );
  });

  it('says where to begin without any data flow', async () => {
    renderTab([]);
    expect(await screen.findByText(/It declares no data flow/)).toBeVisible();
  });

  it('says what failed and tries again', async () => {
    renderTab(
      [],
      jest
        .fn(async () => ({ items: [{ data: 'order' }] }))
        .mockRejectedValueOnce(new Error('No answer')),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('heading', { name: 'order' })).toBeVisible();
  });
});
