import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  IntegrationGovernanceApi,
  IntegrationImprovementApi,
} from '@tieline/plugin-integrations-common/governance';
import {
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
} from '../apis';
import { practicesRouteRef } from '../routes';
import { questions } from '../scorecard/testScorecard';
import { laterDay } from '../shared/days';
import { PageFrame } from '../shared/Frame';
import { queryClient } from '../shared/queries';
import { testPage } from '../shared/testHealth';
import { ImprovementView } from './ImprovementView';
import {
  testGoal,
  testGoalDetail,
  testPainPoint,
  testPilot,
  testPilotPage,
} from './testImprovement';

function renderView(api: Partial<IntegrationImprovementApi> = {}, path = '/') {
  const listPainPoints = jest.fn(
    api.listPainPoints ??
      (async () => ({
        items: [testPainPoint()],
        totalItems: 14,
        mayStart: true,
      })),
  );
  renderInTestApp(
    <PageFrame title="Improvement">
      <ImprovementView questions={questions} />
    </PageFrame>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/practices': practicesRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        mockApis.permission(),
        [
          integrationGovernanceApiRef,
          {
            listIntegrations: async () => ({
              ...testPage([]),
              facets: {
                criticality: [
                  { value: 'critical', count: 3 },
                  { value: 'none', count: 1 },
                ],
              },
            }),
            getChecklist: async () => ({
              version: '2026-11',
              questions,
              checks: [],
            }),
          } as Partial<IntegrationGovernanceApi>,
        ],
        [
          integrationImprovementApiRef,
          {
            listPilots: async () => testPilotPage([testPilot()]),
            getPilot: async () => testPilot(),
            listGoals: async () => ({ items: [testGoal()], maySet: true }),
            getGoal: async () => testGoalDetail(),
            ...api,
            listPainPoints,
          } as Partial<IntegrationImprovementApi>,
        ],
      ],
    },
  );
  return { listPainPoints };
}

describe('ImprovementView', () => {
  afterEach(() => queryClient.clear());

  it('says of a pain point how its score comes about, whom it touches and with whom to begin', async () => {
    const { listPainPoints } = renderView();
    const list = await screen.findByRole('list', { name: 'Pain points' });
    expect(list).toHaveTextContent(
      'Question 5, Failure handling. 12 reached × 3 criticality × 2.5 distance = 90 points.',
    );
    expect(list).toHaveTextContent('9 fail, 3 unmeasured.');
    expect(list).toHaveTextContent('It carries 31 % of all messages.');
    expect(list).toHaveTextContent('and 10 more');
    expect(
      within(list).getByRole('link', { name: 'Hold a drill' }),
    ).toHaveAttribute('href', 'https://docs.example.org/drill');
    expect(listPainPoints).toHaveBeenLastCalledWith(
      { limit: 3 },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Show ten' }));
    await waitFor(() =>
      expect(listPainPoints).toHaveBeenLastCalledWith(
        { limit: 10 },
        expect.anything(),
      ),
    );
  });

  it('starts the proposed pilot; a refusal stands at its field, and one that names another pilot above the buttons', async () => {
    const conflict = Object.assign(
      new Error('The team has the active pilot "Drill the order events".'),
      { statusCode: 409 },
    );
    const startPilot = jest
      .fn()
      .mockRejectedValueOnce(new Error('until is too far away'))
      .mockRejectedValueOnce(conflict)
      .mockResolvedValue(testPilot());
    renderView({ startPilot });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Start pilot for/ }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Start it' });
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /^until is too far away$/,
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(dialog.getByRole('alert')).toHaveTextContent(
        'The team has the active pilot "Drill the order events".',
      ),
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(startPilot).toHaveBeenLastCalledWith({
      title: 'A drill within its shelf life',
      entityRef: 'integration:default/order-events',
      checkIds: ['failure-drill'],
      reason: 'It carries 31 % of all messages.',
      until: laterDay(new Date(), 90),
    });
  });

  it('offers no pilot and no goal to who may not, and names the permission', async () => {
    renderView({
      listPainPoints: async () => ({
        items: [testPainPoint()],
        totalItems: 1,
        mayStart: false,
      }),
      listGoals: async () => ({ items: [], maySet: false }),
    });
    const start = await screen.findByRole('button', {
      name: /^Start pilot for/,
    });
    expect(start).toBeDisabled();
    expect(start).toHaveAccessibleDescription(/integration\.pilot\.manage/);
    const set = screen.getByRole('button', { name: 'Set a goal…' });
    await waitFor(() =>
      expect(set).toHaveAccessibleDescription(/integration\.goal\.manage/),
    );
    expect(screen.getByText(/^No goal is set\./)).toBeVisible();
  });

  it('shows of an active pilot what was and what is, and what is unmeasured as such', async () => {
    renderView();
    const pilots = await screen.findByRole('list', { name: 'Active pilots' });
    expect(pilots).toHaveTextContent('6 of 8 yes before, 7 of 8 yes now.');
    expect(pilots).toHaveTextContent('4 % → 1 %');
    expect(pilots).toHaveTextContent('fallen, better');
    expect(pilots).toHaveTextContent('180 ms → unmeasured');
    expect(pilots).toHaveTextContent('not comparable');
  });

  it('opens the goal that a link names with its burn-down, forecast and what is open, and closes it with a reason', async () => {
    const closeGoal = jest.fn(async () => testGoal({ state: 'closed' }));
    renderView({ closeGoal }, '/?goal=g1&goal-as=table');
    const panel = within(
      await screen.findByRole('complementary', {
        name: 'All critical ones are drilled',
      }),
    );
    expect(
      await panel.findByText(/^The last is expected by 2 May/),
    ).toHaveTextContent('Two a month over the last 60 days.');
    const table = panel.getByRole('region', {
      name: 'Still open by day, as a table',
    });
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent(
      '2026-11-01712',
    );
    expect(panel.getByRole('list', { name: 'Still open' })).toHaveTextContent(
      'The last was on 14 March. Next: Hold a drill',
    );
    await userEvent.click(panel.getByRole('button', { name: 'Close…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Close it' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'Moot',
    );
    await userEvent.click(button);
    await waitFor(() => expect(closeGoal).toHaveBeenCalledWith('g1', 'Moot'));
  });

  it('sets a goal for questions of the critical ones', async () => {
    const setGoal = jest.fn(async () => testGoal());
    renderView({ setGoal });
    const set = await screen.findByRole('button', { name: 'Set a goal…' });
    await waitFor(() => expect(set).toBeEnabled());
    await userEvent.click(set);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('textbox', { name: 'Title' }));
    await userEvent.paste('All reviewed');
    await userEvent.click(dialog.getByRole('button', { name: 'Questions' }));
    await userEvent.click(
      await dialog.findByRole('checkbox', { name: 'Review' }),
    );
    await userEvent.selectOptions(
      await dialog.findByRole('combobox', { name: 'Criticality' }),
      'critical',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Set it' }));
    await waitFor(() =>
      expect(setGoal).toHaveBeenCalledWith({
        title: 'All reviewed',
        questionIds: ['review'],
        filter: { criticality: ['critical'] },
        dueOn: laterDay(new Date(), 120),
      }),
    );
  });

  it('says so where nothing hurts and nothing is begun', async () => {
    renderView({
      listPainPoints: async () => ({
        items: [],
        totalItems: 0,
        mayStart: true,
      }),
      listPilots: async () => testPilotPage([]),
    });
    expect(await screen.findByText(/^No pain point:/)).toBeVisible();
    expect(await screen.findByText(/^No pilot is active\./)).toBeVisible();
  });
});
