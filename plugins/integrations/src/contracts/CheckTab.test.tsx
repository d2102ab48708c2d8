import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ContractVerdict,
  IntegrationContractsApi,
  PublicationOutcome,
} from '@tieline/plugin-integrations-common/contracts';
import { queryClient } from '../shared/queries';
import { ContractsPage } from './ContractsPage';
import { renderContracts } from './__testUtils__/renderContracts';
import {
  testContract,
  testContractPage,
  testSummary,
  testVerdict,
  testVersion,
  testViolation,
} from './testContracts';

const id = { registry: 'events', subject: 'orders' };
const text = [
  '{',
  '"a": 1,',
  '"b": 2,',
  '"c": 3,',
  '"d": 4,',
  '"e": 5',
  '}',
].join('\n');

const httpError = (statusCode: number, message: string, body?: object) =>
  Object.assign(new Error(message), { statusCode, body });

const outcome = (options: Partial<PublicationOutcome> = {}) => ({
  version: testVersion('3.0.0'),
  alreadyKnown: false,
  verdict: testVerdict(),
  told: [],
  ...options,
});

async function openTab(
  api: Partial<IntegrationContractsApi>,
  options: { path?: string } = {},
) {
  renderContracts(
    <ContractsPage />,
    {
      getContract: async () => testContract('orders'),
      listContracts: async () => testContractPage([testSummary('orders')]),
      ...api,
    },
    { path: '/contracts?contract=events/orders&tab=check', ...options },
  );
  fireEvent.change(await screen.findByLabelText('Text'), {
    target: { value: text },
  });
}

async function press(name: string) {
  const button = screen.getByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
}

describe('CheckTab', () => {
  afterEach(() => queryClient.clear());

  it('judges a pasted text, shows every violation, who breaks, and the line in the text', async () => {
    const check = jest.fn(async () =>
      testVerdict([
        testViolation(),
        testViolation({ message: 'The property total is gone' }),
      ]),
    );
    await openTab({ check });
    await press('Check this text');
    expect(await screen.findByText('The property total is gone')).toBeVisible();
    expect(
      screen.getByText(/2 violations of BACKWARD under the policy strict/),
    ).toBeVisible();
    expect(screen.getByText('read as JSON Schema')).toBeVisible();
    expect(
      within(
        screen.getByRole('region', { name: 'Who is concerned' }),
      ).getByRole('link', { name: 'Orders to ERP' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/integration/order-to-erp/contracts',
    );
    expect(check).toHaveBeenCalledWith({ text, contract: id });

    await userEvent.click(
      screen.getAllByRole('button', { name: 'your text, line 6, column 5' })[0],
    );
    const shown = screen.getByRole('region', { name: 'Your text' });
    expect(shown.querySelector('mark')).toHaveTextContent('"e": 5');
  });

  it('keeps the text and its verdict while somebody looks at another tab', async () => {
    await openTab({ check: async () => testVerdict([testViolation()]) });
    await press('Check this text');
    await screen.findByText('The property currency is required now');
    await userEvent.click(screen.getByRole('link', { name: 'Guarantees' }));
    expect(await screen.findByText('at-least-once')).toBeVisible();
    await userEvent.click(
      screen.getByRole('link', { name: 'Check and publish' }),
    );
    expect(
      await screen.findByText('The property currency is required now'),
    ).toBeVisible();
    expect(screen.getByLabelText('Text')).toHaveValue(text);
  });

  it('judges against another text, under a mode and a format that were chosen', async () => {
    const check = jest.fn(async () =>
      testVerdict([], { comparedWith: ['given'] }),
    );
    await openTab({ check }, { path: '/contracts?view=check' });
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Format' }),
      'openapi',
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Mode' }),
      'FULL',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Another text' }));
    fireEvent.change(screen.getByLabelText('Earlier text'), {
      target: { value: '{}' },
    });
    await press('Check this text');
    expect(
      await screen.findByText(/Compared with the earlier text\./),
    ).toBeVisible();
    expect(check).toHaveBeenCalledWith({
      text,
      format: 'openapi',
      against: '{}',
      mode: 'FULL',
    });
  });

  it('shows the line at which a text can’t be read', async () => {
    await openTab({
      check: async () => {
        throw httpError(400, 'Line 3, column 1: a comma is missing');
      },
    });
    await press('Check this text');
    expect(await screen.findByText(/a comma is missing/)).toBeVisible();
    expect(
      screen
        .getByRole('region', { name: 'The text, at that line' })
        .querySelector('mark'),
    ).toHaveTextContent('"b": 2,');
  });

  it('takes the text of a chosen file', async () => {
    const check = jest.fn(async () => testVerdict());
    await openTab({ check });
    const file = new File(['{"from": "file"}'], 'orders.json');
    file.text = async () => '{"from": "file"}';
    await userEvent.upload(
      document.querySelector<HTMLInputElement>('input[type=file]')!,
      file,
    );
    expect(await screen.findByText('from orders.json')).toBeVisible();
    await press('Check this text');
    await waitFor(() =>
      expect(check).toHaveBeenCalledWith({
        text: '{"from": "file"}',
        contract: id,
      }),
    );
  });

  it('publishes a compatible text after it was judged and confirmed', async () => {
    const publish = jest.fn(async () => outcome());
    await openTab({ check: async () => testVerdict(), publish });
    await userEvent.type(screen.getByLabelText('Version'), '3.0.0');
    await userEvent.type(screen.getByLabelText('Changelog'), 'More');
    await press('Publish…');
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/It keeps to BACKWARD/)).toBeVisible();
    expect(publish).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Publish' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Version 3.0.0' }),
    ).toBeVisible();
    expect(screen.getByText('Nobody had to be told.')).toBeVisible();
    expect(publish).toHaveBeenCalledWith(id, {
      text,
      version: '3.0.0',
      changelog: 'More',
      source: 'page',
    });
  });

  it('publishes an incompatible text only with a reason, and says who is told', async () => {
    const publish = jest.fn(async () =>
      outcome({ told: ['group:default/finance-systems'] }),
    );
    await openTab({
      check: async () => testVerdict([testViolation()]),
      publish,
    });
    await press('Publish…');
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByText('The property currency is required now'),
    ).toBeVisible();
    expect(within(dialog).getByText('finance-systems')).toBeVisible();
    const confirm = within(dialog).getByRole('button', {
      name: 'Publish all the same',
    });
    expect(confirm).toBeDisabled();
    await userEvent.type(
      within(dialog).getByLabelText('Reason to publish it all the same'),
      'Agreed with finance',
    );
    await userEvent.click(confirm);
    expect(await screen.findByText(/^Told:/)).toHaveTextContent(
      'finance-systems',
    );
    expect(publish).toHaveBeenCalledWith(
      id,
      expect.objectContaining({ override: { reason: 'Agreed with finance' } }),
    );
  });

  it('shows the verdict of a publication that was refused after all', async () => {
    const verdict: ContractVerdict = testVerdict([
      testViolation({ message: 'Somebody was faster' }),
    ]);
    await openTab({
      check: async () => testVerdict(),
      publish: async () => {
        throw httpError(409, 'Refused', { verdict });
      },
    });
    await press('Publish…');
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Publish',
      }),
    );
    expect(await screen.findByText(/It was refused/)).toBeVisible();
    expect(screen.getByText('Somebody was faster')).toBeVisible();
  });

  it('publishes the first version of a contract that does not exist yet', async () => {
    const publish = jest.fn(async () => outcome());
    await openTab(
      {
        check: async () => testVerdict([], { comparedWith: [] }),
        publish,
      },
      { path: '/contracts?view=publish&registry=events&subject=refunds' },
    );
    await userEvent.type(screen.getByLabelText('Title'), 'Refunds');
    await press('Publish…');
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByText(
        /There is no earlier version to compare it with/,
      ),
    ).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Publish' }),
    );
    await waitFor(() =>
      expect(publish).toHaveBeenCalledWith(
        { registry: 'events', subject: 'refunds' },
        { text, title: 'Refunds', source: 'page' },
      ),
    );
  });
});
