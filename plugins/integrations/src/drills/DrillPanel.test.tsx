import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testFinding } from '../reviews/testReviews';
import { laterDay } from '../shared/days';
import { queryClient } from '../shared/queries';
import { DrillsPage } from './DrillsPage';
import { renderDrills } from './__testUtils__/renderDrills';
import { testDrill } from './testDrills';

const renderPanel = (api: Parameters<typeof renderDrills>[1]) =>
  renderDrills(<DrillsPage />, api, { path: '/drills?drill=d1' });

async function openDialog(name: string) {
  await userEvent.click(await screen.findByRole('button', { name }));
  return within(await screen.findByRole('dialog'));
}

describe('DrillPanel', () => {
  afterEach(() => queryClient.clear());

  it('says what is planned, and why its alarms are not silenced', async () => {
    renderPanel({
      getDrill: async () =>
        testDrill({
          plan: 'Stop it at ten.',
          people: ['user:default/jon.aalto'],
          isSilenced: false,
          silenceProblem:
            'Telemetry did not take the window: timeout. It is tried again.',
        }),
    });
    const panel = await screen.findByRole('complementary', {
      name: 'Consumer down',
    });
    expect(panel).toHaveTextContent('Stop it at ten.');
    expect(panel).toHaveTextContent(
      'not silenced: Telemetry did not take the window: timeout.',
    );
    expect(
      within(panel).getByRole('link', { name: 'jon.aalto' }),
    ).toBeVisible();
  });

  it('refuses at the field that a drill passed without what shows it, and records it with follow-ups', async () => {
    const recordDrill = jest.fn(async () =>
      testDrill({ state: 'done', outcome: 'passed' }),
    );
    renderPanel({ getDrill: async () => testDrill(), recordDrill });
    const dialog = await openDialog('Record how it went…');
    const artefact = dialog.getByRole('textbox', { name: /^What shows it/ });
    const record = dialog.getByRole('button', { name: 'Record it' });
    const outcome = dialog.getByRole('combobox', { name: 'Outcome' });
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'How it went' }),
      'The alarm came after 4 minutes.',
    );
    await userEvent.selectOptions(outcome, 'failed');
    expect(artefact).toBeValid();
    expect(record).toBeEnabled();
    await userEvent.selectOptions(outcome, 'passed');
    expect(artefact).toBeInvalid();
    expect(artefact).toHaveAccessibleDescription(
      /A drill that passed needs it/,
    );
    expect(record).toBeDisabled();
    await userEvent.type(artefact, 'see the wiki');
    expect(artefact).toHaveAccessibleDescription(/begin with https/);
    expect(record).toBeDisabled();
    await userEvent.clear(artefact);
    await userEvent.type(artefact, 'https://wiki.example.com/drill-1');
    expect(artefact).toBeValid();
    const minutes = dialog.getByRole('textbox', { name: /^Minutes until/ });
    await userEvent.type(minutes, '1.5');
    expect(minutes).toBeInvalid();
    await userEvent.clear(minutes);
    await userEvent.type(minutes, '12');
    for (const number of [1, 2, 3]) {
      await userEvent.click(
        dialog.getByRole('button', { name: 'Add a follow-up' }),
      );
      if (number < 3) {
        await userEvent.type(
          within(
            dialog.getByRole('group', { name: `Follow-up ${number}` }),
          ).getByRole('textbox', { name: 'What is to be done' }),
          number === 1 ? 'Alarm earlier' : 'Write it down',
        );
      }
    }
    const doneWhen = within(
      dialog.getByRole('group', { name: 'Follow-up 1' }),
    ).getByRole('combobox', { name: 'It is done when' });
    // What passes already would close it at once.
    expect(
      within(doneWhen)
        .getAllByRole('option')
        .map(option => option.textContent),
    ).toEqual([
      'its owner says so',
      'the check “Bounded retries” passes',
      'the check “Rollout strategy” passes',
    ]);
    await userEvent.selectOptions(
      doneWhen,
      'the check “Bounded retries” passes',
    );
    expect(dialog.getByText(/^Still missing:/)).toHaveTextContent(
      'what is to be done of follow-up 3',
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Remove follow-up 3' }),
    );
    await userEvent.click(record);
    const dueOn = laterDay(new Date(), 30);
    const ownerRef = 'group:default/checkout';
    await waitFor(() =>
      expect(recordDrill).toHaveBeenCalledWith('d1', {
        outcome: 'passed',
        heldAt: '2026-11-20T09:00:00.000Z',
        minutesToRecover: 12,
        artefact: 'https://wiki.example.com/drill-1',
        notes: 'The alarm came after 4 minutes.',
        followUps: [
          {
            title: 'Alarm earlier',
            checkId: 'bounded-retries',
            ...{ ownerRef, dueOn },
          },
          { title: 'Write it down', ownerRef, dueOn },
        ],
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('calls a drill off with a reason', async () => {
    const cancelDrill = jest.fn(async () =>
      testDrill({ state: 'cancelled', cancelReason: 'The team is ill.' }),
    );
    const getDrill = jest.fn(async () => testDrill());
    renderPanel({ getDrill, cancelDrill });
    const dialog = await openDialog('Call it off…');
    const callOff = dialog.getByRole('button', { name: 'Call it off' });
    expect(callOff).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'The team is ill.',
    );
    getDrill.mockImplementation(cancelDrill);
    await userEvent.click(callOff);
    const panel = await screen.findByRole('complementary');
    await waitFor(() =>
      expect(panel).toHaveTextContent('Why it was called off'),
    );
    expect(panel).toHaveTextContent('The team is ill.');
    expect(cancelDrill).toHaveBeenCalledWith('d1', {
      reason: 'The team is ill.',
    });
    expect(
      within(panel).queryByRole('button', { name: /Record/ }),
    ).not.toBeInTheDocument();
  });

  it('shows what is done with its findings, and lets nobody change it', async () => {
    renderPanel({
      getDrill: async () =>
        testDrill({
          state: 'done',
          outcome: 'passed',
          heldAt: '2026-11-20T09:05:00.000Z',
          minutesToRecover: 1,
          artefact: 'https://wiki.example.com/drill-1',
          notes: 'All good.',
          recordedBy: 'user:default/mira.kask',
          findings: [
            testFinding({
              origin: 'drill',
              reviewId: undefined,
              drillId: 'd1',
            }),
          ],
        }),
    });
    const panel = within(await screen.findByRole('complementary'));
    expect(await panel.findByText('in 1 minute')).toBeVisible();
    expect(panel.getByRole('link', { name: 'What shows it' })).toHaveAttribute(
      'href',
      'https://wiki.example.com/drill-1',
    );
    expect(
      panel.getByRole('heading', { name: 'Bound the retries' }),
    ).toBeVisible();
    expect(
      panel.getByRole('link', { name: 'All findings of order-events' }),
    ).toHaveAttribute(
      'href',
      '/reviews?view=findings&integration=default%2Forder-events',
    );
    expect(panel.getAllByRole('button')).toHaveLength(1);
  });

  it('says of a pipeline’s fault test where it comes from', async () => {
    renderPanel({
      getDrill: async () =>
        testDrill({
          state: 'done',
          outcome: 'failed',
          source: 'pipeline',
          createdBy: 'ci of order-events',
        }),
    });
    const panel = await screen.findByRole('complementary');
    await waitFor(() =>
      expect(panel).toHaveTextContent(
        'A fault test of a pipeline, pushed by ci of order-events.',
      ),
    );
    expect(panel).toHaveTextContent('none: it is attested, not tested');
  });

  it('says who may record it to whoever may not', async () => {
    renderPanel({ getDrill: async () => testDrill({ mayManage: false }) });
    expect(
      await screen.findByRole('button', { name: 'Record how it went…' }),
    ).toBeDisabled();
    expect(
      screen.getAllByText(/Ask checkout or an administrator/)[0],
    ).toBeVisible();
  });
});
