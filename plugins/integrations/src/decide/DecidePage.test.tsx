import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PATTERNS } from '@tieline/plugin-integrations-common';
import { RecommendationRequest } from '@tieline/plugin-integrations-common/governance';
import { queryClient } from '../shared/queries';
import { testPage, testRow } from '../shared/testHealth';
import { ANSWERED, renderDecide } from './__testUtils__/renderDecide';
import {
  testDecision,
  testKnownProfile,
  testMatrix,
  testRanked,
  testRecommendation,
} from './testDecide';

const address = () => screen.getByLabelText('Address').textContent ?? '';
const order = () =>
  within(screen.getByRole('list', { name: 'Patterns, the first first' }))
    .getAllByRole('article')
    .map(card => card.getAttribute('aria-label'));
const card = (name: RegExp) => within(screen.getByRole('article', { name }));

describe('DecidePage', () => {
  afterEach(() => queryClient.clear());

  it('says on a blank page which two answers are enough, and ranks once they are given', async () => {
    const { recommend } = renderDecide();
    expect(
      await screen.findByRole('heading', {
        name: 'Say how the two sides meet (Interaction) and how much there is a day (Volume now)',
      }),
    ).toBeVisible();
    expect(
      await screen.findByText('Best for: What ipaas is for'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'event' }));
    expect(recommend).not.toHaveBeenCalled();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Volume now' }),
      '9,000',
    );
    expect(
      await screen.findByRole('article', { name: '1. event-driven' }),
    ).toBeVisible();
    expect(address()).toBe('?interaction=event&volumePerDay=9,000');
    expect(recommend).toHaveBeenLastCalledWith(
      { profile: { interaction: 'event', volumePerDay: 9000 } },
      expect.anything(),
    );
  });

  it('opens from a link as it was left, and Back undoes a whole answer', async () => {
    const { recommend } = renderDecide({
      path: `${ANSWERED}&latency=5&latencyUnit=min&skills.broker=some&from=system:default/web-shop&to=system:default/erp`,
    });
    await screen.findByRole('article', { name: '1. event-driven' });
    expect(recommend).toHaveBeenCalledTimes(1);
    expect(recommend).toHaveBeenCalledWith(
      {
        profile: {
          interaction: 'event',
          volumePerDay: 9000,
          consumers: 3,
          latencyMs: 300_000,
          skills: { broker: 'some' },
        },
        sourceRef: 'system:default/web-shop',
        targetRefs: ['system:default/erp'],
      },
      expect.anything(),
    );
    const skills = within(screen.getByRole('group', { name: 'Broker skills' }));
    expect(skills.getByRole('button', { name: 'some' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    const peak = screen.getByRole('textbox', { name: 'Peak' });
    await userEvent.type(peak, '120');
    expect(address()).toContain('peakPerSecond=120');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await waitFor(() => expect(address()).not.toContain('peakPerSecond'));
    expect(peak).toHaveValue('');
  });

  it('takes an answer back, and all of them with "Start again"', async () => {
    renderDecide({ path: ANSWERED });
    await screen.findByRole('article', { name: '1. event-driven' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear Interaction' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Say how the two sides meet (Interaction)',
      }),
    ).toBeVisible();
    expect(address()).toBe('?volumePerDay=9000&consumers=3');
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(address()).toBe('');
    expect(screen.getByRole('textbox', { name: 'Consumers' })).toHaveValue('');
  });

  it('fills in what is known of an integration, says who says it, and names what is not known', async () => {
    const { recommend, getProfile } = renderDecide({
      path: '/decide?integration=default/order-events',
    });
    await screen.findByRole('article', { name: /^1\. / });
    expect(getProfile).toHaveBeenCalledWith(
      { namespace: 'default', name: 'order-events' },
      expect.anything(),
    );
    expect(address()).toBe(
      '?integration=default/order-events&interaction=event&volumePerDay=4312&consumers=3&latency=5&latencyUnit=min',
    );
    expect(recommend).toHaveBeenLastCalledWith(
      {
        profile: testKnownProfile().profile,
        entityRef: 'integration:default/order-events',
      },
      expect.anything(),
    );
    expect(
      screen.getByText(
        'Not known of it: In two years, Criticality of the data and What the team can do.',
      ),
    ).toBeVisible();
    const volume = screen.getByRole('textbox', { name: 'Volume now' });
    expect(volume).toHaveAccessibleDescription(
      /^from telemetry \(metrics, caller\), at the current rate, 18 Nov/,
    );
    await userEvent.clear(volume);
    await userEvent.type(volume, '8000');
    expect(volume).toHaveAccessibleDescription(
      'your answer; telemetry (metrics, caller), at the current rate says 4,312',
    );
  });

  it('goes on without an integration whose profile cannot be read', async () => {
    const getProfile = jest.fn(async () => {
      throw Object.assign(new Error('not there'), { statusCode: 404 });
    });
    const { recommend } = renderDecide({
      path: '/decide?integration=default/gone&interaction=event&volumePerDay=9000',
      api: { getProfile },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The profile of default/gone could not be read',
    );
    expect(recommend).not.toHaveBeenCalled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Go on without it' }),
    );
    await screen.findByRole('article', { name: '1. event-driven' });
    expect(address()).toBe('?interaction=event&volumePerDay=9000');
  });

  it('ranks all seven, each with what fits, what does not, why not first, step up and lock-in', async () => {
    renderDecide({ path: ANSWERED });
    await screen.findByRole('article', { name: '1. event-driven' });
    expect(order()).toHaveLength(PATTERNS.length);
    const first = card(/event-driven/);
    expect(first.getByText('Why first:')).toBeVisible();
    for (const name of order().slice(1)) {
      const other = within(screen.getByRole('article', { name: name! }));
      expect(other.getByText('Why not first:').closest('p')).toHaveTextContent(
        'It is behind the first',
      );
    }
    const ipaas = card(/ipaas/);
    expect(
      ipaas.getByRole('button', { name: 'Score of ipaas: 61.0 points of 100' }),
    ).toHaveTextContent('61.0 points');
    expect(
      ipaas.getByRole('list', { name: 'What fits ipaas' }),
    ).toHaveTextContent('3 consumers suit ipaas');
    expect(
      ipaas.getByRole('list', { name: 'What does not fit ipaas' }),
    ).toHaveTextContent('4,000 a day strain ipaas');
    expect(
      ipaas.getByText('Step up: More of it than ipaas carries.'),
    ).toBeVisible();
    expect(ipaas.getByText(/^Leaving it costs/)).toHaveTextContent(
      'Leaving it costs 12 to 20 k€: every consumer changes its client.',
    );
  });

  it('says a near tie in words, what is ruled out, the platform nearby, and warnings above the cards', async () => {
    renderDecide({
      path: ANSWERED,
      api: {
        recommend: async ({ profile }) => {
          const base = testRecommendation(profile);
          return {
            ...base,
            ranked: base.ranked.map(one => {
              const fields = {
                'event-driven': {
                  nearTieWith: 'ipaas' as const,
                  platform: {
                    entityRef: 'resource:default/kafka-main',
                    title: 'kafka-main',
                    hasRoom: true,
                    detail: '2 % of its 400 a second with this one',
                  },
                },
                ipaas: { nearTieWith: 'event-driven' as const },
                'batch-file': {
                  fits: [
                    {
                      needId: 'latency',
                      fits: false,
                      isKnockout: true,
                      text: 'files come every hour',
                    },
                  ],
                },
              }[one.pattern as string];
              return testRanked(one.pattern, one.rank, fields);
            }),
            warnings: [
              {
                id: 'over-engineering',
                title: 'More machinery than the traffic needs',
                detail: '40 a day is a handful.',
              },
            ],
          };
        },
      },
    });
    await screen.findByRole('article', { name: '1. event-driven' });
    expect(
      card(/event-driven/).getByText(
        'near tie with ipaas: this is the simpler, so it comes first',
      ),
    ).toBeVisible();
    expect(
      card(/ipaas/).getByText(
        'near tie with event-driven: that is the simpler, so it comes first',
      ),
    ).toBeVisible();
    expect(
      card(/event-driven/).getByText(/which has room: 2 % of its 400/),
    ).toBeVisible();
    expect(card(/batch-file/).getByText('ruled out')).toBeVisible();
    // Beyond the third a card is folded, but says why it is not the first.
    expect(card(/batch-file/).getByText('Why not first:')).toBeVisible();
    expect(card(/batch-file/).queryByText('rules it out:')).toBeNull();
    await userEvent.click(
      card(/batch-file/).getByRole('button', { name: 'More about batch-file' }),
    );
    expect(
      card(/batch-file/).getByText('rules it out:').parentElement,
    ).toHaveTextContent('files come every hour');
    const warnings = screen.getByRole('list', { name: 'Warnings' });
    expect(warnings).toHaveTextContent(
      'More machinery than the traffic needs40 a day is a handful.',
    );
    expect(
      warnings.compareDocumentPosition(
        screen.getByRole('article', { name: '1. event-driven' }),
      ),
    ).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('moves the cards after a new ranking, and a card that moved says from where', async () => {
    renderDecide({ path: ANSWERED });
    await screen.findByRole('article', { name: '1. event-driven' });
    expect(order().slice(0, 3)).toEqual([
      '1. event-driven',
      '2. ipaas',
      '3. api-gateway',
    ]);
    const volume = screen.getByRole('textbox', { name: 'Volume now' });
    await userEvent.clear(volume);
    await userEvent.type(volume, '4000');
    await waitFor(() =>
      expect(order().slice(0, 3)).toEqual([
        '1. ipaas',
        '2. api-gateway',
        '3. event-driven',
      ]),
    );
    expect(card(/api-gateway/).getByText('moved up from 3')).toBeVisible();
    expect(card(/event-driven/).getByText('moved down from 1')).toBeVisible();
    expect(card(/custom-code/).queryByText(/moved/)).not.toBeInTheDocument();
  });

  it('opens a cost into its parts, formulas and inputs, and keeps saying that prices are examples', async () => {
    renderDecide({ path: ANSWERED });
    await screen.findByRole('article', { name: '1. event-driven' });
    const note = screen.getByRole('note', { name: 'Unit prices' });
    expect(note).toHaveTextContent(
      'Unit prices are examples. 2 of 31 are your organisation’s own',
    );
    // One scale for all of them.
    for (const end of screen.getAllByText('300 k€')) {
      expect(end).toBeVisible();
    }
    expect(screen.getAllByText('300 k€')).toHaveLength(PATTERNS.length);
    await userEvent.click(
      card(/ipaas/).getByRole('button', { name: /^58 to 171\sk€/ }),
    );
    const dialog = within(
      await screen.findByRole('dialog', {
        name: 'What ipaas costs in 3 years',
      }),
    );
    expect(
      dialog.getByRole('row', {
        name: /^Total 58,000\.00\s€ 104,000\.00\s€ 171,000\.00\s€$/,
      }),
    ).toBeVisible();
    const development = dialog.getByRole('region', {
      name: 'Development: formula',
    });
    expect(development).toHaveTextContent(
      '(days to build + days each × endpoints) × day rate',
    );
    expect(development).toHaveTextContent(
      'A day of an engineer: 650 to 1,000 € a day, expected 800 example',
    );
    expect(development).toHaveTextContent('Endpoints: 4 endpoints profile');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(note).toBeVisible();
  });

  it('says no more that prices are examples once all are the organisation’s own', async () => {
    renderDecide({
      path: ANSWERED,
      api: {
        recommend: async ({ profile }) =>
          testRecommendation(profile, undefined, {
            prices: { total: 31, own: 31 },
          }),
      },
    });
    expect(
      await screen.findByRole('note', { name: 'Unit prices' }),
    ).toHaveTextContent('All 31 unit prices are your organisation’s own.');
  });

  it('says where costs break even, with the curves as a table too, and what tips the choice', async () => {
    renderDecide({ path: ANSWERED });
    const breakEven = within(
      await screen.findByRole('region', { name: 'Break-even' }),
    );
    expect(
      breakEven.getByText(
        'Even at 6,200 a day, 4,900 to 8,100: below it ipaas is cheaper, above it event-driven.',
      ),
    ).toBeVisible();
    await userEvent.click(breakEven.getByRole('button', { name: 'Table' }));
    expect(address()).toContain('curves=table');
    expect(
      breakEven.getByRole('row', { name: /^6,200 .*94\sk€ 64 to 130\sk€/ }),
    ).toBeVisible();
    await userEvent.click(
      breakEven.getByRole('button', { name: 'custom-code' }),
    );
    expect(
      breakEven.getByRole('columnheader', { name: 'custom-code' }),
    ).toBeVisible();
    const tips = screen.getByRole('list', { name: 'Assumptions' });
    const [price, rate] = within(tips).getAllByRole('listitem');
    expect(price).toHaveTextContent('below 2.1 € ipaas is the cheapest');
    expect(rate).toHaveTextContent('does not tip it');
  });

  it('says a bad answer at its field, keeps all others, and ranks for what was right before', async () => {
    const { recommend } = renderDecide({ path: ANSWERED });
    await screen.findByRole('article', { name: '1. event-driven' });
    const volume = screen.getByRole('textbox', { name: 'Volume now' });
    await userEvent.type(volume, 'x');
    expect(volume).toBeInvalid();
    expect(volume).toHaveAccessibleDescription(
      '"9000x" is not a number. Write it like 9000 or 0.5.',
    );
    expect(
      screen.getByText('Not counted until it is corrected: Volume now.'),
    ).toBeVisible();
    expect(order()[0]).toBe('1. event-driven');
    expect(screen.getByRole('textbox', { name: 'Consumers' })).toHaveValue('3');
    expect(
      screen.getByRole('button', { name: 'Record decision…' }),
    ).toBeDisabled();
    expect(recommend).toHaveBeenCalledTimes(1);
  });

  it('says what failed, and ranks on Retry', async () => {
    const recommend = jest
      .fn()
      .mockRejectedValueOnce(new Error('profile.peakPerSecond is too much'))
      .mockImplementation(async ({ profile }: RecommendationRequest) =>
        testRecommendation(profile),
      );
    renderDecide({ path: ANSWERED, api: { recommend } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The ranking could not be readprofile.peakPerSecond is too much',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('article', { name: '1. event-driven' }),
    ).toBeVisible();
  });

  it('records the first without a reason, and another only with one, and hands over record and patch', async () => {
    const recordDecision = jest
      .fn()
      .mockRejectedValueOnce(
        new Error('people has user:nobody, which is no full entity reference'),
      )
      .mockImplementation(async request => testDecision(request));
    const getDecision = jest.fn(async () => ({
      ...testDecision({
        title: 'x',
        pattern: 'ipaas',
        profile: { interaction: 'event', volumePerDay: 9000 },
      }),
      recommendation: testRecommendation({
        interaction: 'event',
        volumePerDay: 9000,
      }),
      markdown: '# New integration as ipaas',
      patch: 'spec:\n  type: ipaas\n',
    }));
    renderDecide({ path: ANSWERED, api: { recordDecision, getDecision } });
    await screen.findByRole('article', { name: '1. event-driven' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Record decision…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Record it' });
    expect(dialog.getByLabelText('Title')).toHaveValue(
      'New integration as event-driven',
    );
    expect(button).toBeEnabled();
    await userEvent.selectOptions(dialog.getByLabelText('Choice'), 'ipaas');
    expect(button).toBeDisabled();
    const reason = dialog.getByRole('textbox', { name: /^Reason/ });
    expect(reason).toHaveAccessibleDescription(
      'Needed: event-driven is first, so say why it is to be ipaas.',
    );
    await userEvent.type(reason, 'The team runs one.');
    await userEvent.type(
      dialog.getByLabelText('Who decided it with you'),
      'user:default/jon, user:nobody',
    );
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'people has user:nobody',
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(
        screen.getByRole('dialog', { name: 'The decision is recorded' }),
      ).toBeVisible(),
    );
    expect(recordDecision).toHaveBeenLastCalledWith({
      title: 'New integration as ipaas',
      profile: { interaction: 'event', volumePerDay: 9000, consumers: 3 },
      pattern: 'ipaas',
      reason: 'The team runs one.',
      people: ['user:default/jon', 'user:nobody'],
    });
    const recorded = within(screen.getByRole('dialog'));
    expect(
      await recorded.findByText('# New integration as ipaas'),
    ).toBeVisible();
    expect(recorded.getByText(/type: ipaas/)).toBeVisible();
    expect(getDecision).toHaveBeenCalledWith('d1', expect.anything());
    for (const name of [
      'Copy Decision record',
      'Download Decision record',
      'Copy Patch for the entity',
      'Download Patch for the entity',
    ]) {
      expect(recorded.getByRole('button', { name })).toBeEnabled();
    }
  });

  it('records for the integration that it is about, with the card’s own choice', async () => {
    const recordDecision = jest.fn(async request => testDecision(request));
    renderDecide({
      path: '/decide?integration=default/order-events',
      api: {
        recordDecision,
        getDecision: () => new Promise(() => {}),
      },
    });
    await screen.findByRole('article', { name: '2. api-gateway' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose api-gateway…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Reason/ }),
      'It is there.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Record it' }));
    await screen.findByRole('dialog', { name: 'The decision is recorded' });
    expect(recordDecision).toHaveBeenCalledWith({
      title: 'Order events as api-gateway',
      profile: testKnownProfile().profile,
      pattern: 'api-gateway',
      reason: 'It is there.',
      entityRef: 'integration:default/order-events',
    });
  });

  it('folds the answers on a phone, with what they say in one line', async () => {
    const matchMedia = window.matchMedia;
    window.matchMedia = query =>
      ({
        matches: query.includes('700px'),
        addEventListener: () => {},
        removeEventListener: () => {},
        addListener: () => {},
        removeListener: () => {},
      }) as unknown as MediaQueryList;
    try {
      renderDecide({ path: ANSWERED });
      await screen.findByRole('article', { name: '1. event-driven' });
      expect(screen.getByText('event, 9,000 a day, 3 consumers')).toBeVisible();
      expect(screen.getByText('2 not answered')).toBeVisible();
      const fold = screen.getByRole('button', { name: 'Your answers' });
      expect(fold).toHaveAttribute('aria-expanded', 'false');
      expect(
        screen.queryByRole('textbox', { name: 'Volume now' }),
      ).not.toBeInTheDocument();
      await userEvent.click(fold);
      expect(screen.getByRole('textbox', { name: 'Volume now' })).toBeVisible();
    } finally {
      window.matchMedia = matchMedia;
    }
  });

  it('finds an integration by a part of its name, and fills in what is known of it', async () => {
    const listIntegrations = jest.fn(async () =>
      testPage([testRow('order-events', 'healthy')]),
    );
    const { getProfile } = renderDecide({
      path: ANSWERED,
      governance: { listIntegrations },
    });
    await screen.findByRole('article', { name: '1. event-driven' });
    const field = screen.getByRole('combobox', { name: 'Integration' });
    await userEvent.type(field, 'order');
    expect(field).toHaveAccessibleDescription('Choose one of those offered.');
    expect(getProfile).not.toHaveBeenCalled();
    await waitFor(() =>
      expect(listIntegrations).toHaveBeenCalledWith(
        expect.objectContaining({ text: 'order' }),
        expect.anything(),
      ),
    );
    await userEvent.clear(field);
    await userEvent.type(field, 'default/order-events');
    await waitFor(() =>
      expect(address()).toContain('?integration=default/order-events&'),
    );
    // Its own answers, not those for another.
    await waitFor(() => expect(address()).toContain('volumePerDay=4312'));
  });

  it('brings back what is known of the integration with "Start again"', async () => {
    renderDecide({
      path: '/decide?integration=default/order-events&interaction=batch&volumePerDay=7',
    });
    await screen.findByRole('article', { name: /^1\. / });
    expect(address()).toContain('interaction=batch&volumePerDay=7');
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    await waitFor(() =>
      expect(address()).toBe(
        '?integration=default/order-events&interaction=event&volumePerDay=4312&consumers=3&latency=5&latencyUnit=min',
      ),
    );
  });

  it('says by which matrix it was ranked, and that its review is overdue', async () => {
    renderDecide({
      path: ANSWERED,
      api: {
        getDecisionMatrix: async () => ({
          ...testMatrix,
          reviewDueOn: '2025-02-01',
        }),
      },
    });
    expect(
      await screen.findByText(
        /^7 patterns ranked for these answers by decision matrix 2026-11, reviewed 1 Nov/,
      ),
    ).toHaveTextContent('Its review was due on 1 Feb');
  });
});
