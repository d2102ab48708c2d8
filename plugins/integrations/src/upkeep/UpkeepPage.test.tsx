import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  IntegrationGovernanceApi,
  IntegrationImprovementApi,
  NeglectedIntegration,
  SuspectedDuplicate,
} from '@tieline/plugin-integrations-common/governance';
import {
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
} from '../apis';
import { upkeepRouteRef } from '../routes';
import { downloadText } from '../shared/downloadText';
import { queryClient } from '../shared/queries';
import { testFacets, testPage } from '../shared/testHealth';
import { toDuplicateCsvRows } from './toDuplicateCsvRows';
import { toNeglectedCsvRows } from './toNeglectedCsvRows';
import { UpkeepPage } from './UpkeepPage';

jest.mock('../shared/downloadText', () => ({ downloadText: jest.fn() }));

const neglected: NeglectedIntegration = {
  integration: testFacets('order-events'),
  throughputPerMinute: 454,
  lastReviewAt: '2025-03-02T09:00:00.000Z',
  sinceDays: 635,
};

function testDuplicate(
  fields: Partial<SuspectedDuplicate> = {},
): SuspectedDuplicate {
  return {
    id: 'd1',
    data: 'orders',
    sourceRef: 'system:default/web-shop',
    targetRef: 'system:default/erp',
    integrations: [testFacets('order-events'), testFacets('order-to-erp')],
    mayDismiss: true,
    ...fields,
  };
}

function renderPage(
  path: string,
  data: {
    neglected?: NeglectedIntegration[];
    duplicates?: SuspectedDuplicate[];
  },
  api: Partial<IntegrationImprovementApi> = {},
) {
  const listNeglectedIntegrations = jest.fn(async () => ({
    items: data.neglected ?? [],
    totalItems: data.neglected?.length ?? 0,
  }));
  const listSuspectedDuplicates = jest.fn(async () => ({
    items: data.duplicates ?? [],
    totalItems: data.duplicates?.length ?? 0,
    dismissedItems: 3,
  }));
  renderInTestApp(<UpkeepPage />, {
    initialRouteEntries: [path],
    mountedRoutes: {
      '/upkeep': upkeepRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.permission(),
      mockApis.identity({ ownershipEntityRefs: ['group:default/fulfilment'] }),
      [
        integrationGovernanceApiRef,
        {
          listIntegrations: async () => testPage([]),
        } as Partial<IntegrationGovernanceApi>,
      ],
      [
        integrationImprovementApiRef,
        {
          listNeglectedIntegrations,
          listSuspectedDuplicates,
          ...api,
        } as Partial<IntegrationImprovementApi>,
      ],
    ],
  });
  return { listNeglectedIntegrations, listSuspectedDuplicates };
}

describe('UpkeepPage', () => {
  afterEach(() => queryClient.clear());

  it('lists what runs and nobody looks after, what is unknown as such', async () => {
    const { listNeglectedIntegrations } = renderPage('/upkeep?owner=mine', {
      neglected: [neglected],
    });
    const row = await screen.findByRole('row', { name: /order-events/ });
    expect(row).toHaveTextContent('454 /min');
    expect(row).toHaveTextContent('2 Mar 2025');
    expect(row).toHaveTextContent('635 days');
    expect(within(row).getAllByText('none known')).toHaveLength(2);
    expect(
      within(row).getByRole('link', { name: 'order-events' }),
    ).toHaveAttribute('href', '/catalog/default/integration/order-events');
    expect(within(row).getByRole('link', { name: 'checkout' })).toBeVisible();
    expect(listNeglectedIntegrations).toHaveBeenCalledWith(
      { owner: ['group:default/fulfilment'] },
      expect.anything(),
    );
  });

  it('says so where nothing is neglected', async () => {
    renderPage('/upkeep', {});
    expect(await screen.findByText(/^None: whatever carries/)).toBeVisible();
  });

  it('goes to the duplicates, and dismisses one with a reason', async () => {
    const dismissDuplicate = jest.fn(async () => testDuplicate());
    renderPage(
      '/upkeep',
      { duplicates: [testDuplicate()] },
      { dismissDuplicate },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Duplicates' }),
    );
    const both = await screen.findByRole('list', {
      name: 'Integrations with orders',
    });
    expect(within(both).getAllByRole('link')).toHaveLength(4);
    await userEvent.click(
      screen.getByRole('button', { name: 'Dismiss orders' }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Reason' }),
      'One is for returns.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss it' }));
    await waitFor(() =>
      expect(dismissDuplicate).toHaveBeenCalledWith(
        'd1',
        'One is for returns.',
      ),
    );
  });

  it('shows what was dismissed with who and why, and takes it back', async () => {
    const restoreDuplicate = jest.fn(async () => testDuplicate());
    const { listSuspectedDuplicates } = renderPage(
      '/upkeep?view=duplicates&dismissed=true',
      {
        duplicates: [
          testDuplicate({
            dismissal: {
              by: 'user:default/ada.lind',
              at: '2026-11-02T09:00:00.000Z',
              reason: 'One is for returns.',
            },
          }),
        ],
      },
      { restoreDuplicate },
    );
    expect(await screen.findByText(/One is for returns\./)).toHaveTextContent(
      'ada.lind',
    );
    expect(listSuspectedDuplicates).toHaveBeenCalledWith(
      { dismissed: true },
      expect.anything(),
    );
    expect(screen.getByRole('button', { name: 'dismissed 3' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Restore orders' }),
    );
    await waitFor(() => expect(restoreDuplicate).toHaveBeenCalledWith('d1'));
  });

  it('hands over as a file what the filters leave', async () => {
    renderPage('/upkeep?view=duplicates', { duplicates: [testDuplicate()] });
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    await waitFor(() =>
      expect(downloadText).toHaveBeenCalledWith(
        'suspected-duplicates.csv',
        expect.stringMatching(/order-events[^]*order-to-erp/),
        'text/csv',
      ),
    );
  });

  it('offers no file where nothing is suspected', async () => {
    renderPage('/upkeep?view=duplicates', {});
    expect(await screen.findByText(/^None\. The more/)).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'CSV' }),
    ).not.toBeInTheDocument();
  });

  it('lets nobody dismiss without the permission, and says which that is', async () => {
    renderPage('/upkeep?view=duplicates', {
      duplicates: [testDuplicate({ mayDismiss: false })],
    });
    expect(
      await screen.findByRole('button', { name: 'Dismiss orders' }),
    ).toBeDisabled();
    expect(
      screen.getAllByText(/integration\.document\.manage/).length,
    ).toBeGreaterThan(0);
  });
});

describe('toNeglectedCsvRows', () => {
  it('leaves empty what is not known', () => {
    expect(toNeglectedCsvRows([neglected])[0]).toEqual(
      expect.objectContaining({
        integration: 'integration:default/order-events',
        'last deployment': undefined,
        'days since': 635,
      }),
    );
  });
});

describe('toDuplicateCsvRows', () => {
  it('has a row for each integration, with who dismissed the group', () => {
    const rows = toDuplicateCsvRows([
      testDuplicate(),
      testDuplicate({
        id: 'd2',
        dismissal: {
          by: 'user:default/ada.lind',
          at: '2026-11-02T09:00:00.000Z',
          reason: 'One is for returns.',
        },
      }),
    ]);
    expect(rows.map(({ group, integration }) => [group, integration])).toEqual([
      ['d1', 'integration:default/order-events'],
      ['d1', 'integration:default/order-to-erp'],
      ['d2', 'integration:default/order-events'],
      ['d2', 'integration:default/order-to-erp'],
    ]);
    expect(rows[0]['dismissed because']).toBeUndefined();
    expect(rows[3]).toEqual(
      expect.objectContaining({
        'dismissed by': 'user:default/ada.lind',
        'dismissed because': 'One is for returns.',
      }),
    );
  });
});
