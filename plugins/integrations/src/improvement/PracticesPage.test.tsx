import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  IntegrationImprovementApi,
  Pilot,
} from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';
import { practicesRouteRef, scorecardRouteRef } from '../routes';
import { queryClient } from '../shared/queries';
import { PracticesPage } from './PracticesPage';
import { testClosedPilot, testPilot, testPilotPage } from './testImprovement';
import { toPracticeCsvRows } from './toPracticeCsvRows';

function renderPage(
  pilots: Pilot[],
  api: Partial<IntegrationImprovementApi> = {},
  path = '/practices',
) {
  const listPilots = jest.fn(async () => testPilotPage(pilots));
  renderInTestApp(<PracticesPage />, {
    initialRouteEntries: [path],
    mountedRoutes: {
      '/practices': practicesRouteRef,
      '/scorecard': scorecardRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.permission(),
      [
        integrationImprovementApiRef,
        {
          listPilots,
          getPilot: async (id: string) => pilots.find(one => one.id === id)!,
          ...api,
        } as Partial<IntegrationImprovementApi>,
      ],
    ],
  });
  return { listPilots };
}

async function panelOf(title: string) {
  return within(await screen.findByRole('complementary', { name: title }));
}

describe('PracticesPage', () => {
  afterEach(() => queryClient.clear());

  it('lists what closed pilots taught, with outcome and answers before and after', async () => {
    const { listPilots } = renderPage(
      [testClosedPilot()],
      {},
      '/practices?text=drill',
    );
    const item = await screen.findByRole('listitem');
    expect(item).toHaveTextContent('worked');
    expect(item).toHaveTextContent('6 of 8 yes before, 7 of 8 yes after.');
    expect(listPilots).toHaveBeenCalledWith(
      { state: ['closed'], text: 'drill', limit: 50, cursor: undefined },
      expect.anything(),
    );
  });

  it('opens the pilot that a link names, its write-up as rendered text, and closes it with Escape', async () => {
    renderPage([testClosedPilot()], {}, '/practices?pilot=p1');
    const panel = await panelOf('Drill the order events');
    expect(
      await panel.findByRole('heading', { name: 'What we did' }),
    ).toBeVisible();
    expect(panel.getByText('broker').tagName).toBe('STRONG');
    const figures = panel.getByRole('region', { name: 'Before and after' });
    expect(figures).toHaveTextContent('fallen, better');
    expect(figures).toHaveTextContent('unmeasured');
    const button = screen.getByRole('button', {
      name: 'Drill the order events',
    });
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.getByRole('complementary')).toHaveFocus(),
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    expect(button).toHaveFocus();
  });

  it('writes an active pilot up with a preview; what was typed survives a refusal', async () => {
    const writeUpPilot = jest
      .fn()
      .mockRejectedValueOnce(new Error('text is too short'))
      .mockResolvedValue(testClosedPilot());
    renderPage([testPilot()], { writeUpPilot }, '/practices?pilot=p1');
    const panel = await panelOf('Drill the order events');
    await userEvent.click(
      await panel.findByRole('button', { name: 'Write it up…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', {
      name: 'Close the pilot with it',
    });
    expect(button).toBeDisabled();
    await userEvent.click(dialog.getByRole('radio', { name: 'partly worked' }));
    await userEvent.click(dialog.getByRole('textbox', { name: 'Text' }));
    await userEvent.paste('It **half** worked');
    await userEvent.click(dialog.getByRole('button', { name: 'Preview' }));
    expect((await dialog.findByText('half')).tagName).toBe('STRONG');
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /^text is too short$/,
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(writeUpPilot).toHaveBeenLastCalledWith('p1', {
      outcome: 'partly',
      text: 'It **half** worked',
    });
  });

  it('stops a pilot only with a reason', async () => {
    const stopPilot = jest.fn(async () => testPilot({ state: 'stopped' }));
    renderPage([testPilot()], { stopPilot }, '/practices?pilot=p1');
    const panel = await panelOf('Drill the order events');
    await userEvent.click(await panel.findByRole('button', { name: 'Stop…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Stop it' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'No time',
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(stopPilot).toHaveBeenCalledWith('p1', 'No time'),
    );
  });

  it('names the permission to who may not correct a write-up', async () => {
    renderPage(
      [testClosedPilot({ mayManage: false })],
      {},
      '/practices?pilot=p1',
    );
    const panel = await panelOf('Drill the order events');
    const button = await panel.findByRole('button', {
      name: 'Correct the write-up…',
    });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(/integration\.pilot\.manage/);
  });

  it('says how to begin where there is none', async () => {
    renderPage([]);
    expect(
      await screen.findByRole('heading', { name: 'No practice yet' }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See the pain points' }),
    ).toHaveAttribute('href', '/scorecard?view=improvement');
  });

  it('hands over outcome, figures and text as rows', () => {
    expect(toPracticeCsvRows([testClosedPilot()])).toEqual([
      expect.objectContaining({
        outcome: 'worked',
        'yes before': 6,
        'yes after': 7,
        measures: 'Errors (%): 4 → 1; p95 (ms): 180 → unmeasured',
        'write-up': '## What we did\n\nWe turned the **broker** off.',
      }),
    ]);
  });
});
