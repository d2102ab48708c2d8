import { integrationRegretAcknowledgePermission } from '@tieline/plugin-integrations-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { renderDecisions } from './__testUtils__/renderDecisions';
import { regretReasonWords, todayWords } from './decisionWords';
import { testRegret, testRegretPage } from './testDecisions';
import { toRegretCsvRows } from './toRegretCsvRows';

const PATH = '/decisions?view=regrets';

describe('decisions that no longer hold', () => {
  afterEach(() => queryClient.clear());

  it('says what was assumed, what is observed, and what the matrix says today', async () => {
    renderDecisions({
      path: PATH,
      api: { listRegrets: async () => testRegretPage([testRegret()]) },
    });
    const list = within(
      await screen.findByRole('list', { name: 'What is not as assumed' }),
    );
    expect(list.getByRole('listitem')).toHaveTextContent(
      'Volume assumed 4,000 a day, observed 11,200 (10,400–12,100) since 3 Nov 2025',
    );
    expect(
      screen.getByText(
        'The matrix puts event-driven first today, then ipaas. ipaas is number 3.',
      ),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Decide anew' })).toHaveAttribute(
      'href',
      '/decide?integration=default%2Forder-events',
    );
  });

  it('acknowledges only with a note, which stays when the backend says no', async () => {
    const acknowledgeRegret = jest
      .fn()
      .mockRejectedValueOnce(new Error('Not now.'))
      .mockResolvedValue(testRegret({ state: 'acknowledged' }));
    renderDecisions({
      path: PATH,
      api: {
        listRegrets: async () => testRegretPage([testRegret()]),
        acknowledgeRegret,
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Acknowledge it' });
    expect(button).toBeDisabled();
    const note = dialog.getByRole('textbox', { name: 'Note' });
    await userEvent.type(note, ' The peak ends in December. ');
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent('Not now.');
    expect(note).toHaveValue(' The peak ends in December. ');
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(acknowledgeRegret).toHaveBeenLastCalledWith('r1', {
      reason: 'The peak ends in December.',
    });
  });

  it('names the permission to who may not acknowledge', async () => {
    renderDecisions({
      path: PATH,
      api: {
        listRegrets: async () =>
          testRegretPage([testRegret({ mayAcknowledge: false })]),
      },
    });
    const button = await screen.findByRole('button', { name: 'Acknowledge…' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      new RegExp(`${integrationRegretAcknowledgePermission.name}.*checkout`),
    );
  });

  it('shows who knows, and asks nobody again', async () => {
    renderDecisions({
      path: PATH,
      api: {
        listRegrets: async () =>
          testRegretPage([
            testRegret({
              state: 'acknowledged',
              acknowledgement: {
                by: 'user:default/ada.lind',
                at: '2025-11-12T09:00:00.000Z',
                note: 'We move in spring.',
              },
            }),
          ]),
      },
    });
    expect(await screen.findByText(/^Acknowledged by/)).toHaveTextContent(
      'Acknowledged by ada.lind, 12 Nov 2025: We move in spring.',
    );
    expect(
      screen.queryByRole('button', { name: 'Acknowledge…' }),
    ).not.toBeInTheDocument();
  });

  it('asks for the states and the owner of the address, and writes them', async () => {
    const { listRegrets } = renderDecisions({
      path: `${PATH}&state=open&owner=mine`,
    });
    await screen.findByRole('heading', { name: 'None of these' });
    expect(listRegrets).toHaveBeenCalledWith(
      {
        state: ['open'],
        owner: ['group:default/fulfilment'],
        limit: 50,
        cursor: undefined,
      },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'holds again' }));
    await waitFor(() =>
      expect(screen.getByLabelText('Address')).toHaveTextContent(
        '?view=regrets&owner=mine&state=open&state=cleared',
      ),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Every decision still holds',
      }),
    ).toBeVisible();
  });

  it('says why it could not be read', async () => {
    renderDecisions({
      path: PATH,
      api: {
        listRegrets: async () => {
          throw new Error('The backend is away.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'What no longer holds could not be read',
    );
  });

  it('says a time as a time, and no range that nobody knows', () => {
    expect(
      regretReasonWords(
        {
          field: 'latency',
          assumed: 300,
          observed: 1_900,
          unit: 'ms',
          since: '2025-11-03T08:00:00.000Z',
          source: 'telemetry',
        },
        new Date('2025-11-18T09:00:00.000Z'),
      ),
    ).toBe('assumed 300\u00a0ms, observed 1.9\u00a0s since 3 Nov');
  });

  it('says money with its sign, and no range that is none', () => {
    expect(
      regretReasonWords(
        {
          field: 'cost',
          assumed: 1_200,
          observed: 3_400,
          observedLow: 3_400,
          observedHigh: 3_400,
          unit: 'EUR a month',
          since: '2025-11-03T08:00:00.000Z',
          source: 'costs',
        },
        new Date('2025-11-18T09:00:00.000Z'),
      ),
    ).toBe('assumed 1,200 € a month, observed 3,400 since 3 Nov');
  });

  it('says when the matrix would still choose the same, and when nobody knows', () => {
    expect(todayWords(testRegret({ recommendedToday: 'ipaas' }))).toBe(
      'The matrix still puts ipaas first, as then.',
    );
    expect(
      todayWords(
        testRegret({ recommendedToday: undefined, rankToday: undefined }),
      ),
    ).toMatch(/^What the matrix says today is not known/);
  });

  it('hands over a row for each assumption', () => {
    expect(toRegretCsvRows([testRegret()])).toEqual([
      expect.objectContaining({
        what: 'volume',
        assumed: 4_000,
        observed: 11_200,
        'observed, highest': 12_100,
        unit: 'a day',
        'recommended today': 'event-driven',
      }),
    ]);
  });
});
