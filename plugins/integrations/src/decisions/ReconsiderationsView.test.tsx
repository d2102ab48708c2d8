import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testKnownProfile, testRecommendation } from '../decide/testDecide';
import { queryClient } from '../shared/queries';
import { testFacets } from '../shared/testHealth';
import { renderDecisions } from './__testUtils__/renderDecisions';
import { differenceWords } from './decisionWords';
import { testReconsideration, testReconsiderationPage } from './testDecisions';
import { toReconsiderationCsvRows } from './toReconsiderationCsvRows';

const PATH = '/decisions?view=reconsider';

const UNKNOWN = testReconsideration({
  integration: testFacets('old-link', { title: 'Old link' }),
  recommended: undefined,
  rank: undefined,
  isNearTie: undefined,
  reason: undefined,
  costToday: undefined,
  costRecommended: undefined,
  costOfMoving: undefined,
  difference: undefined,
  warnings: [],
  missing: ['volumePerDay', 'consumers'],
});

function renderRows(items = [testReconsideration(), UNKNOWN], page = {}) {
  return renderDecisions({
    path: PATH,
    api: {
      listReconsiderations: async () => testReconsiderationPage(items, page),
      getProfile: async () => testKnownProfile(),
      recommend: async ({ profile }) => testRecommendation(profile),
    },
  });
}

describe('what would be decided differently', () => {
  afterEach(() => queryClient.clear());

  it('counts, and says what all of it would save', async () => {
    renderRows();
    const summary = await screen.findByRole('region', {
      name: 'What the matrix says today',
    });
    expect(summary).toHaveTextContent(
      '2 of 20 would be decided differently today; over three years, the moves included, that saves 40 to 190 k€, expected: 120 k€ saved.',
    );
    expect(summary).toHaveTextContent('decided the same14');
    expect(summary).toHaveTextContent('as good as the first3');
    expect(summary).toHaveTextContent('too little known1');
  });

  it('says of each why, what it costs, what it warns of, and what nobody knows', async () => {
    renderRows();
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('Stock topic');
    expect(first).toHaveTextContent('event-driven → point-to-point');
    expect(first).toHaveTextContent('It is 9.1 points behind point-to-point.');
    expect(first).toHaveTextContent('A topic for twelve messages a day');
    expect(first).toHaveTextContent('64 to 118 k€');
    expect(first).toHaveTextContent('20 to 44 k€');
    expect(first).toHaveTextContent('4 to 9 k€');
    expect(first).toHaveTextContent('−94 to −11 k€');
    expect(second).toHaveTextContent(
      'Too little is known of it: Volume now and Consumers.',
    );
    expect(second).toHaveTextContent('not known');
    expect(second).not.toHaveTextContent('€');
    expect(
      within(first).getByRole('link', { name: 'Decide… on Stock topic' }),
    ).toHaveAttribute('href', '/decide?integration=default%2Fstock-topic');
  });

  it('says a near tie and what is as it should be', async () => {
    renderRows([
      testReconsideration({ isNearTie: true, rank: 2 }),
      testReconsideration({
        integration: testFacets('as-it-is'),
        recommended: 'event-driven',
        rank: 1,
        costOfMoving: undefined,
      }),
    ]);
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('near tie');
    expect(second).toHaveTextContent('event-driven, as it is');
    expect(second).toHaveTextContent('none');
  });

  it.each(['today', 'recommended', 'moving', 'difference'])(
    'opens the cost %s into what it is made of',
    async cost => {
      renderRows();
      await userEvent.click(
        await screen.findByRole('button', {
          name: new RegExp(`: ${cost}, Stock topic$`),
        }),
      );
      const dialog = within(await screen.findByRole('dialog'));
      const rows = dialog.getAllByRole('row').map(row => row.textContent);
      expect(rows).toContain(
        'point-to-point, recommended20,000.00\u00a0€30,000.00\u00a0€44,000.00\u00a0€',
      );
      expect(rows).toContain(
        'Leaving event-driven, once4,000.00\u00a0€6,000.00\u00a0€9,000.00\u00a0€',
      );
      expect(rows).toContain(
        'Difference−94,000.00\u00a0€−52,000.00\u00a0€−11,000.00\u00a0€',
      );
      const parts = within(
        await dialog.findByRole('region', { name: 'Cost of point-to-point' }),
      );
      expect(
        parts.getByText('(days to build + days each × endpoints) × day rate'),
      ).toBeVisible();
    },
  );

  it('says that prices are examples for as long as one is', async () => {
    renderRows();
    expect(await screen.findByText('Unit prices are examples.')).toBeVisible();
  });

  it('says nothing of examples where all prices are the organisation’s own', async () => {
    renderRows([testReconsideration()], { prices: { total: 31, own: 31 } });
    await screen.findByText('Stock topic');
    expect(
      screen.queryByText('Unit prices are examples.'),
    ).not.toBeInTheDocument();
  });

  it('filters by everything that the address says, and writes it', async () => {
    const { listReconsiderations } = renderDecisions({
      path: `${PATH}&differs=yes&owner=group:default/checkout&system=system:default/web-shop&pattern=ipaas&criticality=high`,
    });
    await screen.findByRole('heading', { name: 'No integration matches' });
    expect(listReconsiderations).toHaveBeenCalledWith(
      {
        differs: true,
        owner: ['group:default/checkout'],
        system: ['system:default/web-shop'],
        pattern: ['ipaas'],
        criticality: ['high'],
        limit: 50,
        cursor: undefined,
      },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'As it is' }));
    await userEvent.selectOptions(screen.getByLabelText('Pattern'), '');
    await waitFor(() =>
      expect(listReconsiderations).toHaveBeenLastCalledWith(
        expect.objectContaining({ differs: false, criticality: ['high'] }),
        expect.anything(),
      ),
    );
    expect(screen.getByLabelText('Address')).toHaveTextContent('differs=no');
    expect(screen.getByLabelText('Address')).not.toHaveTextContent('pattern');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Nothing has been compared yet',
      }),
    ).toBeVisible();
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      /^\?view=reconsider$/,
    );
  });

  it('says why it could not be read', async () => {
    renderDecisions({
      path: PATH,
      api: {
        listReconsiderations: async () => {
          throw new Error('The backend is away.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend is away.',
    );
  });

  it.each([
    [{ low: -190_000, high: -40_000 }, 'saves 40 to 190\u00a0k€'],
    [{ low: 5_000, high: 30_000 }, 'costs 5 to 30\u00a0k€ more'],
    [
      { low: -20_000, high: 5_000 },
      'saves up to 20\u00a0k€ or costs up to 5\u00a0k€ more',
    ],
    [{ low: 0, high: 0 }, 'makes no difference'],
  ])('says %j as what it %s', (range, words) => {
    expect(differenceWords(range, 'EUR')).toBe(words);
  });

  it('leaves empty in the file what nobody knows', () => {
    const [, unknown] = toReconsiderationCsvRows(
      [testReconsideration(), UNKNOWN],
      'EUR',
    );
    expect(unknown).toMatchObject({
      integration: 'integration:default/old-link',
      comparison: 'unknown',
      recommended: undefined,
      'difference, expected': undefined,
      'not known': 'volumePerDay consumers',
    });
  });
});
