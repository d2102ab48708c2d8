import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AuditPage,
  IntegrationImprovementApi,
} from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';
import { auditsRouteRef, checklistRouteRef } from '../routes';
import { queryClient } from '../shared/queries';
import { AuditsPage } from './AuditsPage';
import { testAudit, testAuditPage } from './testAudits';

function renderPage(
  page: AuditPage,
  api: Partial<IntegrationImprovementApi> = {},
  path = '/audits',
) {
  const listAudits = jest.fn(async () => page);
  renderInTestApp(<AuditsPage />, {
    initialRouteEntries: [path],
    mountedRoutes: {
      '/audits': auditsRouteRef,
      '/checklist': checklistRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      [
        integrationImprovementApiRef,
        { listAudits, ...api } as Partial<IntegrationImprovementApi>,
      ],
      mockApis.permission(),
    ],
  });
  return { listAudits };
}

async function firstAudit() {
  const list = await screen.findByRole('list', { name: 'Audits' });
  return within(list).getAllByRole('listitem')[0];
}

describe('AuditsPage', () => {
  afterEach(() => queryClient.clear());

  it('shows what to look at with reason, evidence and owner, and how far the quarter is', async () => {
    renderPage(
      testAuditPage([
        testAudit(),
        testAudit({
          id: 'a2',
          state: 'confirmed',
          decidedAt: '2026-11-05T09:00:00.000Z',
          decidedBy: 'user:default/ada.lind',
        }),
        testAudit({ id: 'a3', state: 'lapsed' }),
      ]),
    );
    const item = await firstAudit();
    expect(item).toHaveTextContent('to look at');
    expect(item).toHaveTextContent('Whether a failure was drilled.');
    expect(item).toHaveTextContent('The last drill was in October.');
    expect(item).toHaveTextContent('attested');
    expect(
      within(item).getByRole('link', { name: 'order-events' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/integration/order-events/scorecard',
    );
    expect(within(item).getByRole('link', { name: 'checkout' })).toBeVisible();
    expect(
      screen.getByText(
        /^2026-Q4: 1 of 2 looked at, drawn from 412 passes\. 1 lapsed/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('progressbar')).toHaveAttribute(
      'aria-valuetext',
      '1 of 2',
    );
  });

  it('asks for the quarter and the states of the address', async () => {
    const { listAudits } = renderPage(
      testAuditPage([testAudit()]),
      {},
      '/audits?quarter=2026-Q3&state=open',
    );
    await firstAudit();
    expect(listAudits).toHaveBeenCalledWith(
      { quarter: '2026-Q3', state: ['open'], limit: 25, cursor: undefined },
      expect.anything(),
    );
    await userEvent.selectOptions(screen.getByLabelText('Quarter'), '2026-Q4');
    await userEvent.click(screen.getByRole('button', { name: 'lapsed 0' }));
    await waitFor(() =>
      expect(listAudits).toHaveBeenLastCalledWith(
        {
          quarter: '2026-Q4',
          state: ['open', 'lapsed'],
          limit: 25,
          cursor: undefined,
        },
        expect.anything(),
      ),
    );
  });

  it('confirms a pass', async () => {
    const decideAudit = jest.fn(async () => testAudit({ state: 'confirmed' }));
    renderPage(testAuditPage([testAudit()]), { decideAudit });
    await userEvent.click(
      within(await firstAudit()).getByRole('button', { name: /^Confirm/ }),
    );
    await waitFor(() =>
      expect(decideAudit).toHaveBeenCalledWith('a1', { confirmed: true }),
    );
  });

  it('overturns a pass only with a note, and says why that was refused', async () => {
    const decideAudit = jest.fn(async () => {
      throw new Error('Somebody confirmed it before.');
    });
    renderPage(testAuditPage([testAudit()]), { decideAudit });
    await userEvent.click(
      within(await firstAudit()).getByRole('button', { name: /^Overturn/ }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const send = dialog.getByRole('button', { name: 'Overturn it' });
    expect(send).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Note' }),
      ' Nobody was there. ',
    );
    await userEvent.click(send);
    await waitFor(() =>
      expect(decideAudit).toHaveBeenCalledWith('a1', {
        confirmed: false,
        note: 'Nobody was there.',
      }),
    );
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Somebody confirmed it before.',
    );
  });

  it('says why the person may not decide', async () => {
    renderPage(
      testAuditPage([
        testAudit({
          mayDecide: false,
          mayNotBecause: 'You are of the team that owns it.',
        }),
      ]),
    );
    const item = within(await firstAudit());
    expect(item.getByRole('button', { name: /^Confirm/ })).toBeDisabled();
    expect(item.getByRole('button', { name: /^Overturn/ })).toBeDisabled();
    expect(
      item.getAllByText('You are of the team that owns it.').length,
    ).toBeGreaterThan(0);
  });

  it('says how a sample begins where there is none', async () => {
    renderPage(testAuditPage([]));
    expect(
      await screen.findByRole('heading', { name: 'No sample of 2026-Q4' }),
    ).toBeVisible();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it('says what failed, and reads it again', async () => {
    const listAudits = jest
      .fn<Promise<AuditPage>, unknown[]>()
      .mockRejectedValueOnce(new Error('the database is away'))
      .mockResolvedValue(testAuditPage([testAudit()]));
    renderPage(testAuditPage([]), { listAudits });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await firstAudit()).toBeVisible();
  });

  it('lists checks that never failed, with since when', async () => {
    renderPage(
      testAuditPage([]),
      {
        listWorthlessChecks: async () => ({
          items: [
            {
              check: {
                id: 'has-name',
                questionId: 'inventory',
                title: 'It has a name',
                tests: 'Whether it is named.',
                needs: 'declared',
                shelfLifeDays: 30,
                weight: 1,
              },
              since: '2025-10-01T00:00:00.000Z',
              passes: 38,
              unmeasured: 0,
            },
          ],
        }),
      },
      '/audits?view=worthless',
    );
    expect(
      await screen.findByRole('row', { name: /It has a name.*1 Oct 2025.*38/ }),
    ).toBeVisible();
  });

  it('says why no check can be called worthless yet', async () => {
    renderPage(
      testAuditPage([]),
      {
        listWorthlessChecks: async () => ({
          items: [],
          because: 'The history is 12 days long.',
        }),
      },
      '/audits?view=worthless',
    );
    expect(
      await screen.findByText('The history is 12 days long.'),
    ).toBeVisible();
  });
});
