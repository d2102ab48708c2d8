import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { renderDecisions } from './__testUtils__/renderDecisions';
import { readPortfolioAnswers } from './portfolioAnswers';
import { testBuildOrBuy } from './testDecisions';

const PATH = '/decisions?view=build-or-buy';

describe('build or buy', () => {
  afterEach(() => queryClient.clear());

  it('fills in what the portfolio says, with who says it', async () => {
    const { weighBuildOrBuy } = renderDecisions({ path: PATH });
    const connectors = await screen.findByRole('textbox', {
      name: /^Connectors needed/,
    });
    await waitFor(() => expect(connectors).toHaveValue('6'));
    expect(connectors).toHaveAccessibleDescription('from catalog');
    const volume = screen.getByRole('textbox', { name: /^Volume/ });
    expect(volume).toHaveValue('120,000');
    expect(volume).toHaveAccessibleDescription('from telemetry, 30 days');
    expect(screen.getByRole('textbox', { name: /^Unique ones/ })).toHaveValue(
      '25',
    );
    const engineers = screen.getByRole('textbox', { name: /^Engineers/ });
    expect(engineers).toHaveValue('');
    expect(engineers).toHaveAccessibleDescription('nobody knows: say it here');
    expect(weighBuildOrBuy).toHaveBeenCalledWith({}, expect.anything());
  });

  it('keeps every answer in the address, and asks with them', async () => {
    const { weighBuildOrBuy } = renderDecisions({
      path: `${PATH}&engineers=3&uniqueShare=40&owner=mine&system=system:default/erp`,
    });
    await screen.findByRole('heading', { name: '1 Both' });
    expect(weighBuildOrBuy).toHaveBeenCalledWith(
      {
        owner: ['group:default/fulfilment'],
        system: ['system:default/erp'],
        engineers: 3,
        uniqueShare: 0.4,
      },
      expect.anything(),
    );
    const engineers = screen.getByRole('textbox', { name: /^Engineers/ });
    expect(engineers).toHaveValue('3');
    expect(engineers).toHaveAccessibleDescription('your answer');
    await userEvent.clear(engineers);
    await userEvent.type(engineers, '4.5');
    expect(screen.getByLabelText('Address')).toHaveTextContent('engineers=4.5');
    await waitFor(() =>
      expect(weighBuildOrBuy).toHaveBeenLastCalledWith(
        expect.objectContaining({ engineers: 4.5 }),
        expect.anything(),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Take the portfolio’s own: Engineers',
      }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('Address')).not.toHaveTextContent(
        'engineers',
      ),
    );
  });

  it('says what is wrong with an answer, and goes on with the others', async () => {
    const { weighBuildOrBuy } = renderDecisions({
      path: `${PATH}&engineers=many&connectors=2.5&integrations=0&volumePerDay=9,000`,
    });
    await screen.findByRole('heading', { name: '1 Both' });
    expect(
      screen.getByRole('textbox', { name: /^Engineers/ }),
    ).toHaveAccessibleDescription('Not a number. It is left out.');
    expect(
      screen.getByRole('textbox', { name: /^Connectors/ }),
    ).toHaveAccessibleDescription('Not a whole number. It is left out.');
    expect(
      screen.getByRole('textbox', { name: /^Integrations/ }),
    ).toHaveAccessibleDescription('Make it 1 to 100,000. It is left out.');
    expect(weighBuildOrBuy).toHaveBeenCalledWith(
      { volumePerDay: 9_000 },
      expect.anything(),
    );
  });

  it('ranks three options with cost ranges on one scale, and what speaks for and against', async () => {
    renderDecisions({
      path: PATH,
      api: {
        weighBuildOrBuy: async () => {
          const answer = testBuildOrBuy();
          answer.options[1].nearTieWith = 'both';
          return answer;
        },
      },
    });
    const list = await screen.findByRole('list', { name: 'Ranked options' });
    const cards = within(list)
      .getAllByRole('listitem')
      .filter(item => item.parentElement === list);
    expect(cards).toHaveLength(3);
    expect(cards[0]).toHaveTextContent('1 Both');
    expect(cards[0]).toHaveTextContent('200 to 420 k€');
    expect(cards[1]).toHaveTextContent('near tie with Both');
    expect(cards[1]).toHaveTextContent('It is behind, number 2.');
    expect(cards[2]).toHaveTextContent('build has something for it');
    expect(cards[2]).toHaveTextContent('build has something against it');
    // One scale for all: it ends above the dearest.
    cards.forEach(card => expect(card).toHaveTextContent('1 M€'));
    expect(screen.getByText('Unit prices are examples.')).toBeVisible();
  });

  it('says which integrations belong where, and why', async () => {
    renderDecisions({ path: PATH });
    const bought = await screen.findByRole('region', { name: 'On the iPaaS' });
    expect(bought).toHaveTextContent('CRM sync');
    expect(bought).toHaveTextContent(
      'Both ends are software that somebody else runs.',
    );
    expect(
      screen.getByRole('region', { name: 'Built by ourselves' }),
    ).toHaveTextContent('Three consumers read independently.');
    expect(
      screen.getByRole('region', { name: 'Too little known' }),
    ).toHaveTextContent('Nobody knows its volume.');
  });

  it('says why it could not be weighed', async () => {
    renderDecisions({
      path: PATH,
      api: {
        weighBuildOrBuy: async () => {
          throw new Error('The backend is away.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend is away.',
    );
  });

  it('reads a share in percent, and nothing where nothing is answered', () => {
    expect(
      readPortfolioAnswers(new URLSearchParams('uniqueShare=12.5'), undefined)
        .request,
    ).toEqual({ uniqueShare: 0.125 });
    expect(
      readPortfolioAnswers(new URLSearchParams(), undefined).request,
    ).toEqual({});
  });
});
