import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { renderCosts } from './__testUtils__/renderCosts';
import { testRunCostGroups } from './testCosts';
import { toGroupCsvRows } from './toGroupCsvRows';

describe('run costs of groups', () => {
  afterEach(() => queryClient.clear());

  it('shows each group as a bar and as numbers, and counts what is unmeasured apart', async () => {
    const { listRunCostGroups } = renderCosts('/costs?view=groups');
    const [, first, second] = await screen.findAllByRole('row');
    expect(listRunCostGroups).toHaveBeenCalledWith(
      { groupBy: 'team' },
      expect.anything(),
    );
    expect(first).toHaveTextContent('Checkout5 integrations');
    expect(
      within(first).getByRole('img', {
        name: /^Checkout: 8.k€ a month, 5 to 11.k€$/,
      }),
    ).toBeVisible();
    expect(first).toHaveTextContent('0.002 €');
    expect(first).toHaveTextContent('2 of 5');
    expect(first).toHaveTextContent('1 h 30 min');
    expect(second).toHaveTextContent('no team');
    expect(within(second).getByText('unmeasured')).toBeVisible();
    expect(second).toHaveTextContent('1 of 1');
    expect(
      screen.getByRole('region', { name: 'All together' }),
    ).toHaveTextContent('8.2 k€ a month5.1 to 11 k€');
    expect(screen.getByRole('note')).toHaveTextContent('2 of 60 are');
  });

  it('leads from a group to its integrations', async () => {
    renderCosts('/costs?view=groups');
    expect(
      await screen.findByRole('link', { name: 'Checkout' }),
    ).toHaveAttribute('href', '/costs?owner=group%3Adefault%2Fcheckout');
    expect(screen.getByRole('link', { name: 'no team' })).toHaveAttribute(
      'href',
      '/costs?owner=none',
    );
  });

  it('adds up by what the address says, and keeps that in it', async () => {
    const { listRunCostGroups } = renderCosts('/costs?view=groups&by=platform');
    await screen.findAllByRole('row');
    expect(listRunCostGroups).toHaveBeenCalledWith(
      { groupBy: 'platform' },
      expect.anything(),
    );
    expect(
      screen.getByText(
        'An integration via several platforms counts for its first.',
      ),
    ).toBeVisible();
    // No filter stands for those without.
    expect(
      screen.queryByRole('link', { name: 'no platform' }),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'System' }));
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      '?view=groups&by=system',
    );
    expect(
      await screen.findByRole('columnheader', { name: 'System' }),
    ).toBeVisible();
  });

  it('leaves what is unmeasured empty in the file', () => {
    const [, none] = toGroupCsvRows(testRunCostGroups('team'));
    expect(none).toMatchObject({
      team: 'none',
      'without measured volume': 1,
      'went over them': null,
      'per message, expected': undefined,
    });
  });

  it('says how to begin where there is no integration', async () => {
    renderCosts('/costs?view=groups', {
      listRunCostGroups: async ({ groupBy }) => testRunCostGroups(groupBy, []),
    });
    expect(
      await screen.findByText('No integration is declared yet'),
    ).toBeVisible();
  });

  it('says what failed', async () => {
    renderCosts('/costs?view=groups', {
      listRunCostGroups: async () => {
        throw new Error('The database is gone.');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The costs of the groups could not be read',
    );
  });
});
