import { renderInTestApp } from '@backstage/frontend-test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntegrationCostsApi } from '@tieline/plugin-integrations-common/governance';
import { integrationCostsApiRef } from '../apis';
import { queryClient } from '../shared/queries';
import { permissionsWithout } from '../shared/testPermissions';
import { LogIntervention } from './LogIntervention';
import { testIntervention } from './testCosts';

function renderButton(
  api: Partial<IntegrationCostsApi> = {},
  alarmId?: string,
) {
  const logIntervention = jest.fn(
    api.logIntervention ??
      (async request =>
        testIntervention({
          id: 'i9',
          kind: request.kind,
          minutes: request.minutes,
        })),
  );
  const takeBackIntervention = jest.fn(
    api.takeBackIntervention ?? (async () => {}),
  );
  renderInTestApp(
    <QueryClientProvider client={queryClient}>
      <LogIntervention
        entityRef="integration:default/order-events"
        alarmId={alarmId}
      />
    </QueryClientProvider>,
    {
      apis: [
        [permissionApiRef, permissionsWithout([])],
        [
          integrationCostsApiRef,
          {
            logIntervention,
            takeBackIntervention,
          } as Partial<IntegrationCostsApi>,
        ],
      ],
    },
  );
  return { logIntervention, takeBackIntervention };
}

async function openDialog(user: ReturnType<typeof userEvent.setup>) {
  const button = await screen.findByRole('button', {
    name: 'Log intervention…',
  });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  return within(
    await screen.findByRole('dialog', {
      name: 'Log an intervention for order-events',
    }),
  );
}

describe('LogIntervention', () => {
  afterEach(() => queryClient.clear());

  it('logs what was done with the alarm that it answered, says so, and takes it back', async () => {
    const user = userEvent.setup();
    const { logIntervention, takeBackIntervention } = renderButton({}, '7');
    const dialog = await openDialog(user);
    await user.click(dialog.getByRole('button', { name: 'Restart' }));
    await user.click(dialog.getByRole('button', { name: '15 minutes' }));
    await user.type(
      dialog.getByLabelText('Note, optional'),
      ' The consumer hung. ',
    );
    await user.click(dialog.getByRole('button', { name: 'Log it' }));
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Logged: Restart, 15 minutes.',
    );
    expect(logIntervention).toHaveBeenCalledWith({
      entityRef: 'integration:default/order-events',
      kind: 'restart',
      minutes: 15,
      note: 'The consumer hung.',
      alarmId: '7',
    });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Undo: Restart, 15 minutes' }),
    );
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent(/^Taken back\.$/),
    );
    expect(takeBackIntervention).toHaveBeenCalledWith('i9');
  });

  it('takes any whole number of minutes up to a week, and says what is missing otherwise', async () => {
    const user = userEvent.setup();
    const { logIntervention } = renderButton();
    const dialog = await openDialog(user);
    const minutes = dialog.getByLabelText(/^Minutes/);
    const log = dialog.getByRole('button', { name: 'Log it' });
    expect(
      dialog.getByText(
        'Still missing: what was done, how many whole minutes it took, 1 to 10,080.',
      ),
    ).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Other' }));
    for (const text of ['0', '-5', '1.5', '10081']) {
      await user.clear(minutes);
      await user.type(minutes, text);
      expect(minutes).toBeInvalid();
      expect(log).toBeDisabled();
    }
    await user.clear(minutes);
    await user.type(minutes, '42');
    expect(minutes).toBeValid();
    await user.click(log);
    await waitFor(() =>
      expect(logIntervention).toHaveBeenCalledWith({
        entityRef: 'integration:default/order-events',
        kind: 'other',
        minutes: 42,
      }),
    );
  });

  it('keeps what was typed where the server refuses', async () => {
    const user = userEvent.setup();
    renderButton({
      logIntervention: async () => {
        throw new Error('There is no such integration.');
      },
    });
    const dialog = await openDialog(user);
    await user.click(dialog.getByRole('button', { name: 'Replay' }));
    await user.click(dialog.getByRole('button', { name: '1 hour' }));
    await user.click(dialog.getByRole('button', { name: 'Log it' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'There is no such integration.',
    );
    expect(dialog.getByLabelText(/^Minutes/)).toHaveValue(60);
    expect(screen.getByText('Log it')).toBeVisible();
  });

  it('says why it could not be taken back, and offers it again', async () => {
    const user = userEvent.setup();
    renderButton({
      takeBackIntervention: async () => {
        throw new Error('The database is gone.');
      },
    });
    const dialog = await openDialog(user);
    await user.click(dialog.getByRole('button', { name: 'Transfer' }));
    await user.click(dialog.getByRole('button', { name: '5 minutes' }));
    await user.click(dialog.getByRole('button', { name: 'Log it' }));
    const undo = await screen.findByRole('button', { name: /^Undo/ });
    await user.click(undo);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is gone.',
    );
    expect(undo).toBeEnabled();
  });
});
