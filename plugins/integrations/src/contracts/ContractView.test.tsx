import { NotFoundError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ContractVersionText,
  IntegrationContractsApi,
  IntegrationEndingsApi,
} from '@tieline/plugin-integrations-common/contracts';
import { testEndingSummary } from '../deprecations/testEndings';
import { queryClient } from '../shared/queries';
import { ContractsPage } from './ContractsPage';
import { renderContracts } from './__testUtils__/renderContracts';
import {
  testContract,
  testDifference,
  testVerdict,
  testVersion,
} from './testContracts';

function renderView(
  search: string,
  api: Partial<IntegrationContractsApi> = {},
  endings: Partial<IntegrationEndingsApi> = {},
) {
  renderContracts(
    <ContractsPage />,
    { getContract: async () => testContract('orders'), ...api },
    { path: `/contracts?contract=events/orders${search}`, endings },
  );
}

async function cardOf(name: string): Promise<HTMLElement> {
  const heading = await screen.findByRole('heading', { name });
  return heading.closest('section')!;
}

describe('ContractView', () => {
  afterEach(() => queryClient.clear());

  it('shows each version with its state, verdict, source, end and the reason of an override', async () => {
    renderView('');
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Title of orders' }),
    ).toBeVisible();
    const latest = (await screen.findByText('Orders have a currency.')).closest(
      'li',
    )!;
    expect(within(latest).getByText('overridden')).toBeVisible();
    expect(
      within(latest).getByText('1 violation when it was published'),
    ).toBeVisible();
    expect(within(latest).getByText('Agreed with finance')).toBeVisible();
    expect(
      within(latest).getByRole('link', { name: 'Compare 2.0.0 with 1.0.0' }),
    ).toHaveAttribute(
      'href',
      '/contracts?contract=events%2Forders&tab=difference&from=1.0.0&to=2.0.0',
    );
    expect(
      screen.getByText(/ends 31 Mar.*, replaced by 2\.0\.0/),
    ).toBeVisible();
  });

  it('shows refused attempts with every violation, whom it concerns, and where in the old text', async () => {
    renderView('');
    const attempt = (
      await screen.findByText('The property total is gone')
    ).closest('details')!;
    expect(within(attempt).getByText('3.0.0')).toBeVisible();
    expect(
      within(attempt).getByRole('link', { name: '1.0.0, line 4, column 3' }),
    ).toHaveAttribute(
      'href',
      '/contracts?contract=events%2Forders&tab=text&version=1.0.0&line=4',
    );
    expect(
      within(attempt).getByText('the refused text, line 6, column 5'),
    ).toBeVisible();
    expect(
      within(attempt).getByRole('link', { name: 'order-to-erp' }),
    ).toHaveAttribute('href', '/catalog/default/integration/order-to-erp');
  });

  it('shows where a file is that integrations name, when it was read, and why not', async () => {
    const problem = 'orders.json is a path, and nobody knows from where.';
    const getContract = async () =>
      testContract('orders', {
        files: [
          {
            integrationRef: 'integration:default/order-to-erp',
            url: 'https://git.example/orders.json',
            readAt: '2025-11-18T09:50:00.000Z',
          },
          { integrationRef: 'integration:default/order-reports', problem },
        ],
      });
    renderView('', { getContract });
    const files = await cardOf('Named as a file');
    expect(
      within(files).getByRole('link', {
        name: 'https://git.example/orders.json',
      }),
    ).toHaveAttribute('href', 'https://git.example/orders.json');
    expect(within(files).getByText(/as it was/)).toBeVisible();
    expect(within(files).getByText(problem)).toBeVisible();
    expect(
      within(files).getByRole('link', { name: 'order-reports' }),
    ).toBeVisible();
  });

  it('says who could not be told, and why', async () => {
    const getContract = async () =>
      testContract('orders', {
        untold: [
          {
            at: '2025-11-18T09:50:00.000Z',
            title: 'Orders 2.0.0 breaks who follows 1.0.0',
            recipientRef: 'group:default/finance',
            attempts: 6,
            problem: 'There was no answer within 10 s',
          },
        ],
      });
    renderView('', { getContract });
    const untold = await cardOf('Could not be told');
    expect(untold).toHaveTextContent(
      /finance: Orders 2\.0\.0 breaks.*after 6 attempts: There was no answer within 10 s\. Tell them yourself\./,
    );
  });

  it('deprecates an active version, and says who still uses it', async () => {
    renderView('');
    const button = await screen.findByRole('button', {
      name: 'Deprecate 2.0.0',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByRole('heading', { name: 'Deprecate orders 2.0.0' }),
    ).toBeVisible();
    expect(
      await within(dialog).findByText(/Nobody who could be told is known/),
    ).toBeVisible();
  });

  it('says of a version whose end is announced by when it ends, what to use instead, and where to see who is left', async () => {
    const contract = { registry: 'events', subject: 'orders' };
    const ending = testEndingSummary({
      subject: { kind: 'version', contract, version: '1.0.0' },
      replacement: { kind: 'version', contract, version: '2.0.0' },
      sunsetAt: '2020-03-31T12:00:00.000Z',
      status: 'overdue',
    });
    const listEndings = jest.fn(async () => ({
      items: [ending],
      totalItems: 1,
      statuses: [],
      asOf: '2025-11-18T09:53:00.000Z',
    }));
    renderView('', {}, { listEndings });
    const item = (
      await screen.findByText(/ended 31 Mar 2020, [\d,]+.d ago/)
    ).closest('li')!;
    expect(within(item).getByText('overdue')).toBeVisible();
    expect(
      within(item).getByRole('link', { name: 'orders 2.0.0' }),
    ).toHaveAttribute(
      'href',
      '/contracts?contract=events%2Forders&tab=text&version=2.0.0',
    );
    expect(
      within(item).getByRole('link', { name: 'Who is still there' }),
    ).toHaveAttribute('href', '/deprecations?ending=7');
    expect(
      within(item).queryByRole('button', { name: /end of 1\.0\.0/ }),
    ).not.toBeInTheDocument();
    expect(listEndings).toHaveBeenCalledWith(
      expect.objectContaining({ contract: 'events/orders', past: true }),
      expect.anything(),
    );
  });

  it('offers to announce the end of a version that is deprecated without one, also after it was taken back', async () => {
    const ending = testEndingSummary({
      subject: {
        kind: 'version',
        contract: { registry: 'events', subject: 'orders' },
        version: '1.0.0',
      },
      status: 'withdrawn',
      overAt: '2025-11-18T09:00:00.000Z',
    });
    renderView(
      '',
      {},
      {
        listEndings: async () => ({
          items: [ending],
          totalItems: 1,
          statuses: [],
          asOf: '2025-11-18T09:53:00.000Z',
        }),
      },
    );
    const button = await screen.findByRole('button', {
      name: 'Announce the end of 1.0.0',
    });
    await waitFor(() => expect(button).toBeEnabled());
  });

  it('shows who is on which version, and the data flows with their roles', async () => {
    renderView(
      '&tab=consumers',
      {},
      {
        listContractConsumers: async () => ({
          versions: [{ version: '1.0.0', isRegistered: true }],
          consumers: [
            {
              name: 'erp-sync',
              kind: 'observed',
              integrationRefs: [],
              cells: [
                {
                  version: '1.0.0',
                  lastSeenAt: '2025-11-18T09:50:00.000Z',
                  share: 1,
                },
              ],
            },
          ],
          hiddenConsumers: 0,
        }),
      },
    );
    const matrix = await screen.findByRole('table', {
      name: /^Who is on which version/,
    });
    expect(within(matrix).getByRole('row', { name: /erp-sync/ })).toBeVisible();
    const flows = screen.getByRole('table', {
      name: 'Data flows under this contract',
    });
    expect(
      within(flows).getByRole('row', { name: /Orders to ERP/ }),
    ).toHaveTextContent('critical');
  });

  it('opens a text at the line of a link and marks it', async () => {
    const text = '{\n  "type": "object",\n  "required": ["currency"]\n}';
    const getVersion = jest.fn(async (): Promise<ContractVersionText> => ({
      version: testVersion('1.0.0'),
      text,
    }));
    renderView('&tab=text&version=1.0.0&line=3', { getVersion });
    const region = await screen.findByRole('region', { name: 'Text of 1.0.0' });
    expect(region.querySelector('mark')).toHaveTextContent(
      '"required": ["currency"]',
    );
    expect(screen.getByText('Line 3 is marked')).toBeInTheDocument();
    expect(getVersion).toHaveBeenCalledWith(
      { registry: 'events', subject: 'orders' },
      '1.0.0',
      expect.anything(),
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Version' }),
      '2.0.0',
    );
    await waitFor(() =>
      expect(document.querySelector('mark')).not.toBeInTheDocument(),
    );
    expect(getVersion.mock.calls.at(-1)).toMatchObject([{}, '2.0.0', {}]);
  });

  it('groups what is different, with every violation at its change, and folds what is in words only', async () => {
    const getDifference = jest.fn(async () => testDifference());
    renderView('&tab=difference', { getDifference });
    const changed = await screen.findByRole('region', { name: 'Changed' });
    expect(within(changed).getByText('currency became required')).toBeVisible();
    expect(
      within(changed).getByText('The property currency is required now'),
    ).toBeVisible();
    expect(
      within(changed).getByText('Give it a default, or keep it optional.'),
    ).toBeVisible();
    expect(
      within(changed).getByRole('link', { name: '2.0.0, line 6, column 5' }),
    ).toHaveAttribute(
      'href',
      '/contracts?contract=events%2Forders&tab=text&version=2.0.0&line=6',
    );
    expect(
      screen.getByText('The description is another one'),
    ).not.toBeVisible();
    const who = screen.getByRole('region', { name: 'Who is concerned' });
    expect(within(who).getByText('finance-systems')).toBeVisible();
    expect(within(who).getByText('erp-sync', { exact: false })).toBeVisible();
    expect(getDifference).toHaveBeenCalledWith(
      { registry: 'events', subject: 'orders' },
      { from: '1.0.0', to: '2.0.0', mode: undefined, policy: undefined },
      expect.anything(),
    );
  });

  it('says how many changes there are where not all are listed', async () => {
    const getDifference = async () => testDifference({ totalChanges: 5_321 });
    renderView('&tab=difference', { getDifference });
    expect(await screen.findByRole('note')).toHaveTextContent(
      '3 of 5,321 changes are listed: the first ones, and all that a violation is in.',
    );
  });

  it('asks again under another mode and policy, and keeps them in the address', async () => {
    const getDifference = jest.fn<
      ReturnType<IntegrationContractsApi['getDifference']>,
      Parameters<IntegrationContractsApi['getDifference']>
    >(async (_, { mode }) =>
      testDifference({
        verdict:
          mode === 'FORWARD'
            ? testVerdict([], { mode })
            : testDifference().verdict,
      }),
    );
    renderView('&tab=difference&policy=semantic', { getDifference });
    await screen.findByText(/1 violation of BACKWARD/);
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Mode' }),
      'FORWARD',
    );
    expect(await screen.findByText(/It keeps to FORWARD/)).toBeVisible();
    expect(getDifference.mock.calls.at(-1)?.[1]).toMatchObject({
      mode: 'FORWARD',
      policy: 'semantic',
    });
  });

  it('says with what else to compare where the first version is chosen', async () => {
    renderView('&tab=difference&to=1.0.0');
    expect(
      await screen.findByText(/1\.0\.0 is the first version/),
    ).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'To' })).toBeVisible();
  });

  it('saves only the settings that were changed', async () => {
    const changeSettings = jest.fn(async () => testContract('orders'));
    renderView('&tab=settings', { changeSettings });
    const mode = await screen.findByRole('combobox', {
      name: 'Compatibility mode',
    });
    await waitFor(() => expect(mode).toBeEnabled());
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.selectOptions(mode, 'FULL_TRANSITIVE');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Ordering' }),
      'by id',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Add an error case' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(changeSettings).toHaveBeenCalledWith(
      { registry: 'events', subject: 'orders' },
      {
        mode: 'FULL_TRANSITIVE',
        guarantees: {
          delivery: 'at-least-once',
          ordering: 'by id',
          errorCases: [
            { name: 'out-of-stock', meaning: 'Nothing left', retryable: false },
          ],
        },
      },
    );
  });

  it('says what the contract promises besides its shape, and what it leaves open', async () => {
    renderView('&tab=guarantees');
    expect(await screen.findByText('at-least-once')).toBeVisible();
    expect(screen.getByRole('row', { name: /out-of-stock/ })).toHaveTextContent(
      'no',
    );
    expect(screen.getAllByText('not said').length).toBeGreaterThan(1);
  });

  it('says what to do about a contract that nobody knows', async () => {
    renderView('', {
      getContract: async () => {
        throw Object.assign(new NotFoundError('No such contract'), {
          statusCode: 404,
        });
      },
    });
    expect(
      await screen.findByRole('link', { name: 'Publish its first version' }),
    ).toHaveAttribute(
      'href',
      '/contracts?view=publish&registry=events&subject=orders',
    );
  });
});
