import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  IntegrationEndingsApi,
  ListEndingsRequest,
} from '@tieline/plugin-integrations-common/contracts';
import { useNavigate } from 'react-router-dom';
import { queryClient } from '../shared/queries';
import { DeprecationsPage } from './DeprecationsPage';
import { testConsumer, testEnding } from './testEndings';
import { renderEndings, stopClock } from './__testUtils__/renderEndings';
import {
  blocked,
  safe,
  testEndingPage,
  tooLate,
  unknown,
} from './__testUtils__/testLandscape';

const LANDSCAPE = [tooLate, blocked, unknown, safe];

function renderPage(
  path = '/deprecations',
  listEndings: IntegrationEndingsApi['listEndings'] = async () =>
    testEndingPage(),
  api: Partial<IntegrationEndingsApi> = {},
) {
  const list = jest.fn(listEndings);
  let goBack = () => {};
  /** The browser's own button. */
  function Back() {
    const navigate = useNavigate();
    goBack = () => navigate(-1);
    return null;
  }
  renderEndings(
    <>
      <DeprecationsPage />
      <Back />
    </>,
    {
      listEndings: list,
      getEnding: async id =>
        testEnding(LANDSCAPE.find(ending => ending.id === id)),
      ...api,
    },
    { path },
  );
  /** Of the list, not of the counts, nor of the matrix beside it. */
  const lastRequest = () =>
    list.mock.calls
      .map(([request]) => request as ListEndingsRequest)
      .filter(({ limit, contract }) => limit !== 1 && !contract)
      .at(-1);
  return { list, lastRequest, goBack: () => goBack() };
}

const timeline = () => screen.findByRole('list', { name: /^What ends, worst/ });

const barOf = (name: RegExp) => screen.findByRole('button', { name });

/** jsdom has no widths of its own. */
function onPhone() {
  Object.assign(window, {
    matchMedia: () => ({
      matches: true,
      addEventListener() {},
      removeEventListener() {},
      addListener() {},
      removeListener() {},
    }),
  });
}

describe('DeprecationsPage', () => {
  beforeEach(() => stopClock());
  afterEach(() => {
    jest.useRealTimers();
    queryClient.clear();
    delete (window as { matchMedia?: unknown }).matchMedia;
  });

  it('lists what ends as it is given, worst first, with a sentence for each bar', async () => {
    renderPage();
    const list = await timeline();
    expect(
      within(list)
        .getAllByRole('button')
        .map(button => button.textContent)
        .filter(text => LANDSCAPE.some(({ title }) => title === text)),
    ).toEqual(LANDSCAPE.map(({ title }) => title));
    expect(
      screen.getByText(/^4 versions are ending: 1 too late, 1 blocked/),
    ).toBeVisible();
    expect(
      await barOf(
        /^shipping-api v1: ends too late; .* last leaves 21 Jan · 52.d after sunset, 8 Jan to 12 Feb/,
      ),
    ).toBeVisible();
    expect(
      within(list).getByText('blocked: replacement misses its objective'),
    ).toBeVisible();
  });

  it('shows what nobody knows as unknown, without a forecast', async () => {
    renderPage();
    const bar = await barOf(/^price-file layout 3: unknown/);
    expect(bar).toHaveAccessibleName(
      /no forecast: usage data missing since 16 Nov/,
    );
    expect(
      screen.getByText('no forecast: usage data missing since 16 Nov'),
    ).toBeInTheDocument();
  });

  it('tells of each consumer how it uses it and when it moves', async () => {
    renderPage();
    const consumers = within(
      await screen.findByRole('list', { name: 'Consumers of shipping-api v1' }),
    );
    expect(
      consumers.getByRole('link', { name: 'support-desk' }),
    ).toHaveAttribute('href', '/catalog/default/component/support-desk');
    expect(
      consumers.getByText(
        'once a quarter: 30 Sept, next by 31 Dec, asks for 15 Jan',
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      consumers.getByRole('button', { name: /^support-desk, customer-care: / }),
    );
    expect(await screen.findByText(/^telemetry, read 18 Nov/)).toBeVisible();
  });

  it('shows the first consumers of many, and all of them when asked', async () => {
    const consumers = Array.from({ length: 8 }, (_, id) =>
      testConsumer(`consumer-${id}`, { id }),
    );
    renderPage('/deprecations', async () =>
      testEndingPage([{ ...tooLate, consumers, hiddenConsumers: 2 }]),
    );
    const list = await screen.findByRole('list', {
      name: 'Consumers of shipping-api v1',
    });
    expect(within(list).getAllByRole('listitem')).toHaveLength(5);
    await userEvent.click(
      screen.getByRole('button', {
        name: '3 more consumers of shipping-api v1',
      }),
    );
    expect(within(list).getAllByRole('listitem')).toHaveLength(8);
    expect(
      screen.getByText(/^2 consumers by integrations that you may not see/),
    ).toBeVisible();
  });

  it('opens a link with the filters that it carries', async () => {
    const { lastRequest } = renderPage(
      '/deprecations?scope=uses&status=blocked&text=api&past=true&cursor=a&range=3',
    );
    await timeline();
    await waitFor(() =>
      expect(lastRequest()).toEqual({
        consumer: ['group:default/fulfilment'],
        status: ['blocked'],
        text: 'api',
        past: true,
        limit: 50,
        cursor: 'a',
      }),
    );
    expect(screen.getByRole('button', { name: '3 months' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('narrows the list by whose it is and when, with how many there are', async () => {
    const { lastRequest } = renderPage('/deprecations', async request =>
      request?.provider
        ? testEndingPage([tooLate], { totalItems: 2 })
        : testEndingPage(),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Mine provides 2' }),
    );
    await waitFor(() =>
      expect(lastRequest()).toMatchObject({
        provider: ['group:default/fulfilment'],
      }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: /^Next 90 days/ }),
    );
    await waitFor(() =>
      expect(lastRequest()?.before).toMatch(/^2027-02-1[67]/),
    );
    expect(lastRequest()?.provider).toBeUndefined();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Status' }),
      'too-late',
    );
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search deprecations' }),
      'ship',
    );
    await waitFor(() =>
      expect(lastRequest()).toMatchObject({
        status: ['too-late'],
        text: 'ship',
      }),
    );
  });

  it('asks for what is over only when told to', async () => {
    const { lastRequest } = renderPage();
    await timeline();
    expect(lastRequest()?.past).toBeUndefined();
    await userEvent.click(
      screen.getByRole('button', { name: 'Past ones too' }),
    );
    await waitFor(() => expect(lastRequest()?.past).toBe(true));
  });

  it('has the same dates as a table', async () => {
    renderPage('/deprecations?view=table');
    const table = within(
      await screen.findByRole('table', { name: /^What ends, worst first/ }),
    );
    const ending = table.getByRole('row', { name: /shipping-api v1/ });
    for (const text of [
      '1 May',
      '1 Sept',
      '30 Nov',
      /^last leaves 21 Jan/,
      'support-desk',
      'customer-care',
      '410 calls/day',
    ]) {
      expect(within(ending).getByText(text)).toBeVisible();
    }
    const quarter = table.getByRole('row', { name: /^finance-quarter-close/ });
    expect(within(quarter).getByText('asks for 15 Jan')).toBeVisible();
    expect(table.getByText('no consumer')).toBeVisible();
  });

  it('answers for the worst one whether it is safe to retire, and what is in the way', async () => {
    renderPage();
    const panel = within(
      await screen.findByRole('region', {
        name: 'Is shipping-api v1 safe to retire?',
      }),
    );
    expect(panel.getByText('no, 2 blockers')).toBeVisible();
    expect(panel.getByText('support-desk was seen 4 min ago')).toBeVisible();
    expect(panel.getByText('v2 meets its objectives')).toBeVisible();
    await userEvent.click(
      panel.getByRole('button', { name: 'Say when support-desk moves…' }),
    );
    expect(await screen.findByRole('dialog')).toBeInTheDocument();
  });

  it('opens what is pressed, and Escape closes it and gives the focus back', async () => {
    renderPage();
    const name = await screen.findByRole('button', { name: 'orders 2.x' });
    await userEvent.click(name);
    const panel = await screen.findByRole('region', {
      name: 'Is orders 2.x safe to retire?',
    });
    expect(panel).toHaveFocus();
    expect(within(panel).getByText('yes')).toBeVisible();
    expect(
      within(panel).getByRole('button', { name: 'Retire…' }),
    ).toBeEnabled();
    await userEvent.keyboard('{Escape}');
    expect(
      await screen.findByRole('region', {
        name: 'Is shipping-api v1 safe to retire?',
      }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'orders 2.x' })).toHaveFocus();
  });

  it('closes what was opened on Back, and gives the focus back to its name', async () => {
    const { goBack } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'orders 2.x' }),
    );
    expect(
      await screen.findByRole('region', {
        name: 'Is orders 2.x safe to retire?',
      }),
    ).toHaveFocus();
    act(goBack);
    expect(
      await screen.findByRole('region', {
        name: 'Is shipping-api v1 safe to retire?',
      }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'orders 2.x' })).toHaveFocus();
  });

  it('opens a link to one that the list does not have', async () => {
    renderPage('/deprecations?ending=9', undefined, {
      getEnding: async () =>
        testEnding({
          id: 9,
          title: 'old-api v0',
          status: 'retired',
          overAt: '2026-10-05T12:00:00.000Z',
          retirementOverride: 'Its host is gone.',
          events: [
            {
              at: '2026-10-05T12:00:00.000Z',
              by: 'user:default/mira.kask',
              kind: 'retired',
              text: 'Retired',
            },
          ],
        }),
    });
    const panel = within(
      await screen.findByRole('region', { name: 'old-api v0' }),
    );
    expect(panel.getByText(/Its host is gone\./)).toBeVisible();
    expect(
      panel.queryByRole('button', { name: /Take back/ }),
    ).not.toBeInTheDocument();
    expect(
      within(
        screen.getByRole('list', { name: 'History, latest first' }),
      ).getByText('Retired'),
    ).toBeVisible();
  });

  it('shows what somebody may not do as disabled, with the reason', async () => {
    const forbidden = {
      ...tooLate,
      mayManage: false,
      mayOverride: false,
      consumers: tooLate.consumers.map(consumer => ({
        ...consumer,
        mayAnswer: false,
      })),
    };
    renderPage('/deprecations', async () => testEndingPage([forbidden]), {
      getEnding: async () => testEnding(forbidden),
    });
    const panel = within(
      await screen.findByRole('region', {
        name: 'Is shipping-api v1 safe to retire?',
      }),
    );
    for (const [name, permission] of [
      ['Plan a brownout…', 'manage'],
      ['Change date…', 'manage'],
      ['Take back…', 'manage'],
      ['Grant finance-quarter-close until 15 Jan, or refuse…', 'manage'],
      ['Retire with an override…', 'override'],
      ['Say when support-desk moves…', 'answer'],
    ]) {
      const button = panel.getByRole('button', { name });
      expect(button).toBeDisabled();
      expect(button).toHaveAccessibleDescription(
        new RegExp(`permission integration\\.ending\\.${permission} `),
      );
    }
    expect(
      panel.getByRole('button', { name: 'Announcement and HTTP headers' }),
    ).toBeEnabled();
  });

  it('lets traffic that nobody can be named for be claimed', async () => {
    renderPage('/deprecations?ending=2');
    expect(
      await screen.findByRole('button', { name: 'Claim 10.20.4.17…' }),
    ).toBeEnabled();
  });

  it('tells of brownouts who noticed, and cancels one that is planned', async () => {
    const cancelBrownout = jest.fn(async () => testEnding(tooLate));
    const brownout = {
      startsAt: '2026-11-20T09:00:00.000Z',
      endsAt: '2026-11-20T10:00:00.000Z',
      plannedBy: 'user:default/mira.kask',
      failed: [],
    };
    renderPage('/deprecations', undefined, {
      cancelBrownout,
      getEnding: async () =>
        testEnding({
          ...tooLate,
          brownouts: [
            { ...brownout, id: 5, state: 'planned' },
            {
              ...brownout,
              id: 4,
              state: 'over',
              failed: [{ consumerId: 13, calls: 40, failedCalls: 12 }],
            },
          ],
        }),
    });
    const list = within(await screen.findByRole('list', { name: 'Brownouts' }));
    expect(list.getByText(/: 12 of 40 calls failed/)).toBeVisible();
    await userEvent.click(
      list.getByRole('button', { name: /^Cancel the brownout of/ }),
    );
    await waitFor(() =>
      expect(cancelBrownout).toHaveBeenCalledWith(tooLate.id, 5),
    );
  });

  it('says how to begin where nothing ends at all', async () => {
    renderPage('/deprecations', async () => testEndingPage([]));
    expect(
      await screen.findByRole('heading', { name: 'Nothing is ending' }),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Deprecate a version' }),
    ).toBeEnabled();
  });

  it('offers to clear the filters where nothing matches', async () => {
    const { lastRequest } = renderPage(
      '/deprecations?text=nothing',
      async request => testEndingPage(request?.text ? [] : undefined),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    await timeline();
    expect(lastRequest()?.text).toBeUndefined();
  });

  it('says what failed and tries again', async () => {
    let isBroken = true;
    renderPage('/deprecations', async () => {
      if (isBroken) {
        throw new Error('No answer');
      }
      return testEndingPage();
    });
    expect(await screen.findByText('No answer')).toBeVisible();
    isBroken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await timeline()).toBeVisible();
  });

  it('is a list by sunset date on a phone, with a sheet for the one that is opened', async () => {
    onPhone();
    renderPage();
    const list = await screen.findByRole('list', {
      name: 'What ends, by sunset date',
    });
    expect(
      within(list)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'orders 2.x',
      'shipping-api v1',
      'customer-api v2',
      'price-file layout 3',
    ]);
    expect(screen.queryByText('no, 2 blockers')).not.toBeInTheDocument();
    await userEvent.click(
      within(list).getByRole('button', { name: 'shipping-api v1' }),
    );
    const sheet = within(
      await screen.findByRole('dialog', {
        name: 'Is shipping-api v1 safe to retire?',
      }),
    );
    expect(sheet.getByText('no, 2 blockers')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });
});
