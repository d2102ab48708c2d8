import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testKnownProfile, testRecommendation } from '../decide/testDecide';
import { queryClient } from '../shared/queries';
import { renderDecisions } from './__testUtils__/renderDecisions';
import {
  testDecisionPage,
  testReconsideration,
  testReconsiderationPage,
  testRecorded,
  testRegret,
  testRegretPage,
} from './testDecisions';

describe('decisions on a phone', () => {
  const { matchMedia } = window;

  beforeEach(() => {
    window.matchMedia = query =>
      ({
        matches: query.includes('700px'),
        addEventListener: () => {},
        removeEventListener: () => {},
        addListener: () => {},
        removeListener: () => {},
      }) as unknown as MediaQueryList;
  });

  afterEach(() => {
    window.matchMedia = matchMedia;
    queryClient.clear();
  });

  it('lists recorded decisions as cards that say the same', async () => {
    renderDecisions({
      api: {
        listDecisions: async () =>
          testDecisionPage([
            testRecorded({
              pattern: 'batch-file',
              recommended: 'ipaas',
              rank: 3,
              reason: 'The ledger only takes files.',
            }),
          ]),
        listRegrets: async () => testRegretPage([testRegret()]),
      },
    });
    const list = within(
      await screen.findByRole('region', { name: 'Recorded decisions' }),
    );
    const [card] = list.getAllByRole('listitem');
    expect(card).toHaveTextContent('Orders to the ERP');
    expect(card).toHaveTextContent('18 Nov 2025');
    expect(card).toHaveTextContent('against the first ipaas');
    expect(card).toHaveTextContent('The ledger only takes files.');
    expect(await list.findByText('no longer holds')).toBeVisible();
    expect(list.queryByRole('table')).not.toBeInTheDocument();
  });

  it('says in words what a move would save, and opens each cost', async () => {
    renderDecisions({
      path: '/decisions?view=reconsider',
      api: {
        listReconsiderations: async () =>
          testReconsiderationPage([testReconsideration()]),
        getProfile: async () => testKnownProfile(),
        recommend: async ({ profile }) => testRecommendation(profile),
      },
    });
    expect(
      await screen.findByText('saves 11 to 94\u00a0k€', {
        normalizer: text => text,
      }),
    ).toBeVisible();
    expect(screen.getByText('A topic for twelve messages a day')).toBeVisible();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /: moving, Stock topic$/ }),
    );
    expect(
      await screen.findByRole('dialog', {
        name: 'What a move of Stock topic would save or cost',
      }),
    ).toBeVisible();
  });
});
