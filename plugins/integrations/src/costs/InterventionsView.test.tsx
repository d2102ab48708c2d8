import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { renderCosts } from './__testUtils__/renderCosts';
import { testIntervention, testInterventionPage } from './testCosts';
import { toInterventionCsvRows } from './toInterventionCsvRows';

const own = testIntervention();
const other = testIntervention({
  id: 'i2',
  kind: 'replay',
  minutes: 60,
  by: 'user:default/jon.aalto',
  note: undefined,
  alarmId: undefined,
  mayTakeBack: false,
});

describe('interventions', () => {
  afterEach(() => queryClient.clear());

  it('lists what was done, by whom, for how long, and all together', async () => {
    renderCosts('/costs?view=interventions', {
      listInterventions: async () => testInterventionPage([own, other]),
    });
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('order-events');
    expect(first).toHaveTextContent('Restart');
    expect(first).toHaveTextContent('15 minutes');
    expect(first).toHaveTextContent('mira.kask');
    expect(first).toHaveTextContent('The consumer hung.');
    expect(
      within(first).getByRole('link', { name: 'The alarm' }),
    ).toHaveAttribute('href', '/alarms?alarm=7');
    expect(second).toHaveTextContent('Replay');
    expect(within(second).queryByRole('button')).not.toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'All together' }),
    ).toHaveTextContent('1 h 15 min');
  });

  it('takes one’s own back once that is confirmed', async () => {
    let items = [own, other];
    const { takeBackIntervention } = renderCosts('/costs?view=interventions', {
      listInterventions: async () => testInterventionPage(items),
      takeBackIntervention: async id => {
        items = items.filter(one => one.id !== id);
      },
    });
    const user = userEvent.setup();
    await user.click(
      await screen.findByRole('button', {
        name: 'Take back: Restart of order-events, 15 minutes',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('The consumer hung.');
    expect(takeBackIntervention).not.toHaveBeenCalled();
    await user.click(
      within(dialog).getByRole('button', { name: 'Take it back' }),
    );
    await waitFor(() =>
      expect(screen.queryByText('The consumer hung.')).not.toBeInTheDocument(),
    );
    expect(takeBackIntervention).toHaveBeenCalledWith('i1');
    expect(screen.getByRole('cell', { name: '1 hour' })).toBeVisible();
  });

  it('says why it could not be taken back', async () => {
    renderCosts('/costs?view=interventions', {
      listInterventions: async () => testInterventionPage([own]),
      takeBackIntervention: async () => {
        throw new Error('It is gone already.');
      },
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /^Take back/ }));
    await user.click(
      await screen.findByRole('button', { name: 'Take it back' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It is gone already.',
    );
  });

  it('shows those of one integration, with the page in the address, and all again', async () => {
    const { listInterventions } = renderCosts(
      '/costs?view=interventions&integration=integration:default/order-events&cursor=c2',
      { listInterventions: async () => testInterventionPage([own]) },
    );
    await screen.findAllByRole('row');
    expect(listInterventions).toHaveBeenCalledWith(
      {
        integration: ['integration:default/order-events'],
        limit: 50,
        cursor: 'c2',
      },
      expect.anything(),
    );
    expect(
      screen.getByRole('button', { name: 'Log intervention…' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /show all/ }));
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      /^\?view=interventions$/,
    );
    await waitFor(() =>
      expect(listInterventions).toHaveBeenLastCalledWith(
        { limit: 50, cursor: undefined },
        expect.anything(),
      ),
    );
  });

  it('says that nothing logged is not nothing done', async () => {
    renderCosts('/costs?view=interventions');
    expect(
      await screen.findByText('Nobody has logged an intervention yet'),
    ).toBeVisible();
    expect(
      screen.getByText(/does not mean that nothing was done/),
    ).toBeVisible();
  });

  it('says what failed', async () => {
    renderCosts('/costs?view=interventions', {
      listInterventions: async () => {
        throw new Error('The database is gone.');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The interventions could not be read',
    );
  });

  it('is exported with who, when and for how long', () => {
    expect(toInterventionCsvRows([own])).toEqual([
      {
        at: '2025-11-17T09:30:00.000Z',
        integration: 'integration:default/order-events',
        owner: 'group:default/checkout',
        kind: 'restart',
        minutes: 15,
        by: 'user:default/mira.kask',
        note: 'The consumer hung.',
        alarm: '7',
        id: 'i1',
      },
    ]);
  });
});
