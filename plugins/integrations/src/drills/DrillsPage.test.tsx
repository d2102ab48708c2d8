import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { testFacets } from '../shared/testHealth';
import { testFinding } from '../reviews/testReviews';
import { DrillsPage } from './DrillsPage';
import { renderDrills } from './__testUtils__/renderDrills';
import {
  POISON,
  testDrill,
  testDrillPage,
  testMode,
  testRunbook,
  testSuggestion,
} from './testDrills';
import { toDrillCsvRows, toSuggestionCsvRows } from './toDrillCsvRows';

const renderPage = (
  api: Parameters<typeof renderDrills>[1],
  options?: Parameters<typeof renderDrills>[2],
) => renderDrills(<DrillsPage />, api, options);

describe('DrillsPage', () => {
  afterEach(() => queryClient.clear());

  it('says what to drill next, when it was drilled last, and why it is next', async () => {
    const listDrillSuggestions = jest.fn(async () => ({
      items: [
        testSuggestion(),
        testSuggestion({
          integration: testFacets('invoice-file'),
          failureMode: POISON,
          lastDrilledOn: '2025-03-01',
          mayManage: false,
        }),
      ],
    }));
    renderPage({ listDrillSuggestions }, { path: '/drills?owner=mine' });
    const [first, second] = within(
      await screen.findByRole('region', { name: 'To drill next' }),
    ).getAllByRole('heading', { level: 3 });
    expect(first).toHaveTextContent('Consumer down');
    expect(second).toHaveTextContent('Poison message');
    expect(first.closest('li')).toHaveTextContent('last drilled: never');
    expect(second.closest('li')).toHaveTextContent('1 Mar 2025');
    expect(first.closest('li')).toHaveTextContent(
      'It had 2 alarms within 90 days',
    );
    expect(
      screen.getByRole('button', {
        name: 'Plan drill… Consumer down of order-events',
      }),
    ).toBeEnabled();
    expect(
      screen.getByRole('button', {
        name: 'Plan drill… Poison message of invoice-file',
      }),
    ).toBeDisabled();
    expect(listDrillSuggestions).toHaveBeenCalledWith(
      { owner: ['group:default/fulfilment'], limit: 50 },
      expect.anything(),
    );
  });

  it('plans what was suggested: tomorrow, in production, silenced, by the way to rehearse it', async () => {
    const planDrill = jest.fn(async () => testDrill({ id: 'd7' }));
    let goOn = () => {};
    const rowIsGone = new Promise<void>(resolve => {
      goOn = resolve;
    });
    renderPage({
      // What is planned is suggested no longer: its row leaves with the dialog that it opened.
      listDrillSuggestions: async () => ({
        items: planDrill.mock.calls.length ? [] : [testSuggestion()],
      }),
      getRunbook: async () => {
        await (planDrill.mock.calls.length && rowIsGone);
        return testRunbook();
      },
      getDrill: async () => testDrill({ id: 'd7' }),
      planDrill,
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Plan drill… Consumer down of order-events',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await waitFor(() =>
      expect(dialog.getByRole('textbox', { name: 'Plan' })).toHaveValue(
        'Stop the consumer and see who is told.',
      ),
    );
    expect(dialog.getByText(/Nobody is told of them/)).toBeVisible();
    expect(
      dialog.getByRole('checkbox', { name: /^Silence its alarms/ }),
    ).toBeChecked();
    // An hour of tomorrow's morning, which is tested with a clock that stands still.
    const [from, to] = ['From', 'To'].map(
      label => dialog.getByLabelText<HTMLInputElement>(label).value,
    );
    expect(from).toMatch(/T10:00$/);
    await userEvent.click(dialog.getByRole('button', { name: 'Plan it' }));
    await waitFor(() =>
      expect(planDrill).toHaveBeenCalledWith({
        entityRef: 'integration:default/order-events',
        failureModeId: 'consumer-down',
        environment: 'production',
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        silenceAlarms: true,
        plan: 'Stop the consumer and see who is told.',
      }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /^Plan drill… Consumer/ }),
      ).not.toBeInTheDocument(),
    );
    goOn();
    await waitFor(() =>
      expect(screen.getByTestId('where')).toHaveTextContent(
        '/drills?view=drills&drill=d7',
      ),
    );
  });

  it('offers only the failures of the integration, and plans with another window, environment and plan', async () => {
    const planDrill = jest.fn(async () => testDrill());
    const getRunbook = jest.fn(async () => testRunbook());
    renderPage(
      { getRunbook, planDrill, getDrill: async () => testDrill() },
      { path: '/drills?view=drills&integration=default/order-events' },
    );
    await userEvent.click(
      (await screen.findAllByRole('button', { name: 'Plan drill…' }))[0],
    );
    const dialog = within(await screen.findByRole('dialog'));
    const failure = dialog.getByRole('combobox', {
      name: 'Failure to rehearse',
    });
    await waitFor(() => expect(failure).toBeEnabled());
    expect(
      within(failure)
        .getAllByRole('option')
        .map(option => option.textContent),
    ).toEqual(['Choose one', 'Consumer down', 'Poison message']);
    expect(getRunbook).toHaveBeenCalledWith(
      expect.objectContaining({ namespace: 'default', name: 'order-events' }),
      expect.anything(),
    );
    expect(dialog.getByText(/^Still missing:/)).toHaveTextContent(
      'Still missing: the failure to rehearse.',
    );
    await userEvent.selectOptions(failure, 'Consumer down');
    const plan = dialog.getByRole('textbox', { name: 'Plan' });
    expect(plan).toHaveValue('Stop the consumer and see who is told.');
    await userEvent.selectOptions(failure, 'Poison message');
    expect(plan).toHaveValue(
      'Send a message that the contract does not allow.',
    );
    await userEvent.clear(plan);
    await userEvent.type(plan, 'Ask Jon.');
    await userEvent.selectOptions(failure, 'Consumer down');
    expect(plan).toHaveValue('Ask Jon.');
    const from = dialog.getByLabelText<HTMLInputElement>('From').value;
    const evening = `${from.slice(0, 11)}18:30`;
    fireEvent.change(dialog.getByLabelText('From'), {
      target: { value: evening },
    });
    expect(dialog.getByLabelText('To')).toHaveValue(
      `${from.slice(0, 11)}19:30`,
    );
    fireEvent.change(dialog.getByLabelText('To'), {
      target: { value: evening },
    });
    expect(dialog.getByText(/^Still missing:/)).toHaveTextContent(
      'an end after the beginning',
    );
    expect(dialog.getByRole('button', { name: 'Plan it' })).toBeDisabled();
    fireEvent.change(dialog.getByLabelText('To'), {
      target: { value: `${from.slice(0, 11)}20:00` },
    });
    const environment = dialog.getByRole('textbox', { name: 'Environment' });
    await userEvent.clear(environment);
    await userEvent.type(environment, 'staging');
    await userEvent.click(
      dialog.getByRole('checkbox', { name: /^Silence its alarms/ }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Plan it' }));
    await waitFor(() =>
      expect(planDrill).toHaveBeenCalledWith({
        entityRef: 'integration:default/order-events',
        failureModeId: 'consumer-down',
        environment: 'staging',
        from: new Date(evening).toISOString(),
        to: new Date(`${from.slice(0, 11)}20:00`).toISOString(),
        silenceAlarms: false,
        plan: 'Ask Jon.',
      }),
    );
  });

  it('keeps the plan where the backend refuses it, and says why', async () => {
    renderPage({
      listDrillSuggestions: async () => ({ items: [testSuggestion()] }),
      getRunbook: async () => testRunbook(),
      planDrill: async () => {
        throw new Error('from is in the past: 2020-01-01T00:00:00.000Z.');
      },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Plan drill… Consumer down of order-events',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const planIt = dialog.getByRole('button', { name: 'Plan it' });
    await waitFor(() => expect(planIt).toBeEnabled());
    await userEvent.click(planIt);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /from is in the past/,
    );
    expect(dialog.getByRole('textbox', { name: 'Plan' })).toHaveValue(
      'Stop the consumer and see who is told.',
    );
  });

  it('lists drills with how they went, filters them by the address, and opens one', async () => {
    const drills = [
      testDrill(),
      testDrill({
        id: 'd2',
        state: 'done',
        outcome: 'partly',
        heldAt: '2026-10-01T09:00:00.000Z',
        minutesToRecover: 12,
        findings: [
          testFinding({ origin: 'drill', reviewId: undefined, drillId: 'd2' }),
          testFinding({ id: 'f2', state: 'done' }),
        ],
      }),
      testDrill({
        id: 'd3',
        state: 'done',
        outcome: 'passed',
        source: 'pipeline',
        environment: 'staging',
      }),
      testDrill({ id: 'd4', state: 'cancelled', cancelReason: 'Ill.' }),
    ];
    const listDrills = jest.fn(async () => ({
      ...testDrillPage(drills),
      pageInfo: { nextCursor: 'more' },
    }));
    renderPage(
      { listDrills, getDrill: async () => drills[0] },
      {
        path: '/drills?view=drills&state=planned&integration=default/order-events&owner=mine',
      },
    );
    const table = await screen.findByRole('table');
    const rows = within(table)
      .getAllByRole('row')
      .slice(1)
      .map(row => row.textContent);
    expect(rows[0]).toMatch(/^planned.*order-eventsConsumer downproduction$/);
    expect(rows[1]).toMatch(/^passed in part.*12 minutes1 of 2 open$/);
    expect(rows[2]).toMatch(
      /^passed.*fault test of a pipelinestagingnot measured$/,
    );
    expect(rows[3]).toMatch(/^called off/);
    expect(listDrills).toHaveBeenCalledWith(
      {
        state: ['planned'],
        integration: ['integration:default/order-events'],
        owner: ['group:default/fulfilment'],
        limit: 50,
        cursor: undefined,
      },
      expect.anything(),
    );
    expect(screen.getByRole('navigation', { name: 'Pages' })).toBeVisible();
    await userEvent.click(
      within(table).getAllByRole('button', { name: 'Consumer down' })[0],
    );
    expect(
      await screen.findByRole('complementary', { name: 'Consumer down' }),
    ).toBeVisible();
    expect(screen.getByTestId('where')).toHaveTextContent('drill=d1');
    await userEvent.click(
      screen.getByRole('button', { name: 'Close the drill' }),
    );
    expect(
      within(table).getAllByRole('button', { name: 'Consumer down' })[0],
    ).toHaveFocus();
    expect(screen.getByTestId('where')).not.toHaveTextContent('drill=d1');
  });

  it('shows the first fifteen, and the others when they are asked for', async () => {
    const listDrillSuggestions = async () => ({
      items: Array.from({ length: 17 }, (_, nth) =>
        testSuggestion({
          failureMode: {
            ...testMode(),
            id: `mode-${nth}`,
            title: `Way ${nth}`,
          },
        }),
      ),
    });
    renderPage({ listDrillSuggestions }, { path: '/drills' });
    const list = within(
      await screen.findByRole('region', { name: 'To drill next' }),
    );
    expect(list.getAllByRole('heading', { level: 3 })).toHaveLength(15);
    await userEvent.click(list.getByRole('button', { name: 'Show all 17' }));
    expect(list.getAllByRole('heading', { level: 3 })).toHaveLength(17);
  });

  it('says of each failure what one sees, how to rehearse it, and gives a template to copy', async () => {
    const listFailureModes = jest.fn(async () => ({
      items: [
        testMode({ href: 'https://docs.example.com/runbooks#consumer-down' }),
        POISON,
      ],
    }));
    // It has a clipboard, which the test environment does not.
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderPage({ listFailureModes }, { path: '/drills?view=failure-modes' });
    const list = await screen.findByRole('region', { name: 'Failure modes' });
    expect(list).toHaveTextContent('The backlog grows.');
    expect(list).toHaveTextContent(
      'Rehearse it. Stop the consumer and see who is told.',
    );
    expect(
      screen.getByRole('link', { name: 'In the handbook: Consumer down' }),
    ).toHaveAttribute(
      'href',
      'https://docs.example.com/runbooks#consumer-down',
    );
    await userEvent.click(screen.getByText('Runbook template: Consumer down'));
    expect(
      screen.getByRole('region', { name: 'Runbook template: Consumer down' }),
    ).toHaveTextContent('## Consumer down');
    await user.click(
      screen.getByRole('button', {
        name: 'Copy the runbook template of Consumer down',
      }),
    );
    expect(write).toHaveBeenCalledWith(testMode().template);
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Pattern' }),
      'ipaas',
    );
    await waitFor(() =>
      expect(listFailureModes).toHaveBeenLastCalledWith(
        { pattern: ['ipaas'] },
        expect.anything(),
      ),
    );
  });

  it('says how to begin where there is nothing, and takes filters away that leave nothing', async () => {
    renderPage({ listFailureModes: async () => ({ items: [] }) });
    expect(
      await screen.findByRole('heading', { name: 'Nothing to drill next' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Drills' }));
    expect(
      await screen.findByRole('heading', { name: 'No drill yet' }),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Plan drill… the first' }),
    ).toBeEnabled();
    await userEvent.click(screen.getByRole('button', { name: 'called off' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'No drill yet' }),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Failure modes' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'No failure mode' }),
    ).toBeVisible();
  });

  it('puts drills and suggestions into files', () => {
    expect(
      toDrillCsvRows([
        testDrill({
          state: 'done',
          outcome: 'failed',
          findings: [testFinding()],
        }),
      ])[0],
    ).toMatchObject({
      integration: 'integration:default/order-events',
      'failure mode': 'Consumer down',
      outcome: 'failed',
      findings: 'Bound the retries',
    });
    expect(toSuggestionCsvRows([testSuggestion()])[0]).toMatchObject({
      'last drilled on': 'never',
      score: 27,
    });
  });
});
