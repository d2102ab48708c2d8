import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ConsumerMatrix,
  EndingSubject,
  IntegrationEndingsApi,
} from '@tieline/plugin-integrations-common/contracts';
import {
  testContract,
  testContractPage,
  testSummary,
} from '../../contracts/testContracts';
import { queryClient } from '../../shared/queries';
import { testPage, testRow } from '../../shared/testHealth';
import { testEnding } from '../testEndings';
import { DeprecateDialog } from './DeprecateDialog';
import { instantOf, renderDialog } from './__testUtils__/renderDialog';

const contract = { registry: 'events', subject: 'orders' };
const subject: EndingSubject = { kind: 'version', contract, version: '1.0.0' };

const matrix: ConsumerMatrix = {
  versions: [{ version: '1.0.0', isRegistered: true, state: 'active' }],
  consumers: [
    {
      name: 'support-desk',
      ownerRef: 'group:default/customer-care',
      kind: 'both',
      integrationRefs: [],
      cells: [
        {
          version: '1.0.0',
          lastSeenAt: '2025-11-18T09:50:00.000Z',
          share: 1,
        },
      ],
    },
    {
      name: 'web-shop',
      ownerRef: 'group:default/checkout',
      kind: 'both',
      integrationRefs: [],
      declaredVersion: '2.0.0',
      cells: [],
    },
    {
      name: 'old-report',
      kind: 'declared',
      integrationRefs: [],
      declaredVersion: '1.0.0',
      cells: [],
    },
    {
      name: '10.20.4.17',
      kind: 'unnamed',
      integrationRefs: [],
      cells: [
        {
          version: '1.0.0',
          lastSeenAt: '2025-11-18T09:50:00.000Z',
          share: null,
        },
      ],
    },
  ],
  hiddenConsumers: 2,
};

async function render(
  endings: Partial<IntegrationEndingsApi>,
  given?: EndingSubject,
) {
  const onClose = jest.fn();
  const onAnnounced = jest.fn();
  const listContracts = jest.fn(async () =>
    testContractPage([testSummary('orders')]),
  );
  renderDialog(
    <DeprecateDialog
      subject={given}
      onClose={onClose}
      onAnnounced={onAnnounced}
    />,
    {
      listContractConsumers: async () => matrix,
      ...endings,
    },
    {
      contracts: {
        getContract: async () => testContract('orders'),
        listContracts,
      },
      governance: {
        listIntegrations: async () =>
          testPage([testRow('orders-by-mail', 'healthy')]),
      },
    },
  );
  const dialog = within(await screen.findByRole('dialog'));
  const write = async () => {
    await userEvent.type(
      dialog.getByLabelText('End date (sunset)'),
      '2026-06-30T12:00',
    );
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Migration note/ }),
      'Call v2.',
    );
  };
  const announce = () =>
    dialog.getByRole('button', { name: 'Announce its end' });
  return { dialog, write, announce, onClose, onAnnounced, listContracts };
}

async function choose(field: HTMLElement, value: string) {
  await waitFor(() =>
    expect(within(field).getByRole('option', { name: value })).toBeEnabled(),
  );
  await userEvent.selectOptions(field, value);
}

describe('DeprecateDialog', () => {
  afterEach(() => queryClient.clear());

  it('announces a version with its end date, replacement and note, and hands over what was announced', async () => {
    const ending = testEnding();
    const announceEnding = jest.fn(async () => ending);
    const { dialog, write, announce, onClose, onAnnounced } = await render(
      { announceEnding },
      subject,
    );
    expect(announce()).toBeDisabled();
    expect(
      dialog.getByText(
        'Still missing: the end date, the version that replaces it, the migration note.',
      ),
    ).toBeVisible();
    await write();
    await choose(dialog.getByLabelText('Replacing version'), '2.0.0 (active)');
    expect(
      dialog.queryByRole('option', { name: /^1\.0\.0/ }),
    ).not.toBeInTheDocument();
    await waitFor(() => expect(announce()).toBeEnabled());
    await userEvent.click(announce());
    await waitFor(() => expect(onAnnounced).toHaveBeenCalledWith(ending));
    expect(onClose).toHaveBeenCalled();
    expect(announceEnding).toHaveBeenCalledWith({
      subject,
      sunsetAt: instantOf('2026-06-30T12:00'),
      replacement: { kind: 'version', contract, version: '2.0.0' },
      note: 'Call v2.',
    });
  });

  it('says before anything is sent who is told, and who can’t be', async () => {
    const { dialog } = await render({}, subject);
    expect(await dialog.findByText('customer-care')).toBeVisible();
    const told = dialog.getByRole('region', { name: 'Who is told' });
    expect(told).toHaveTextContent('customer-care for support-desk');
    expect(told).toHaveTextContent('No owner to tell: old-report.');
    expect(told).toHaveTextContent('1 caller that nobody can be named for');
    expect(told).toHaveTextContent('2 consumers more that you may not see');
    expect(told).not.toHaveTextContent('checkout');
  });

  it('shows why the server refused, and keeps what was typed', async () => {
    const announceEnding = jest.fn(async () => {
      throw new Error('The end date is too early: at least 90 days are asked.');
    });
    const { dialog, write, announce, onClose } = await render(
      { announceEnding },
      subject,
    );
    await write();
    await choose(dialog.getByLabelText('Replacing version'), '2.0.0 (active)');
    await waitFor(() => expect(announce()).toBeEnabled());
    await userEvent.click(announce());
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'The end date is too early: at least 90 days are asked.',
    );
    expect(dialog.getByLabelText('End date (sunset)')).toHaveValue(
      '2026-06-30T12:00',
    );
    expect(dialog.getByLabelText('Replacing version')).toHaveValue('2.0.0');
    expect(
      dialog.getByRole('textbox', { name: /^Migration note/ }),
    ).toHaveValue('Call v2.');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('takes nothing as a replacement only with the reason, and tells that it is a vendor’s', async () => {
    const announceEnding = jest.fn<
      ReturnType<IntegrationEndingsApi['announceEnding']>,
      Parameters<IntegrationEndingsApi['announceEnding']>
    >(async () => testEnding());
    const { dialog, write, announce } = await render(
      { announceEnding },
      subject,
    );
    await write();
    await userEvent.selectOptions(dialog.getByLabelText('Replacement'), 'none');
    expect(
      dialog.getByText('Still missing: the reason why nothing replaces it.'),
    ).toBeVisible();
    expect(announce()).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Why nothing replaces it' }),
      'Nobody orders by fax',
    );
    await userEvent.click(dialog.getByRole('checkbox', { name: /vendor’s/ }));
    await userEvent.type(
      dialog.getByLabelText(/^When the vendor announced it/),
      '2026-01-02T08:00',
    );
    await waitFor(() => expect(announce()).toBeEnabled());
    await userEvent.click(announce());
    await waitFor(() => expect(announceEnding).toHaveBeenCalled());
    expect(announceEnding.mock.calls[0][0]).toMatchObject({
      replacement: { kind: 'none', reason: 'Nobody orders by fax' },
      isForeign: true,
      announcedAt: instantOf('2026-01-02T08:00'),
    });
  });

  it('finds the contract by a part of its name where nothing was chosen before', async () => {
    const announceEnding = jest.fn<
      ReturnType<IntegrationEndingsApi['announceEnding']>,
      Parameters<IntegrationEndingsApi['announceEnding']>
    >(async () => testEnding());
    const { dialog, write, announce, listContracts } = await render({
      announceEnding,
    });
    await write();
    await userEvent.type(
      dialog.getByRole('combobox', { name: 'Contract' }),
      'ord',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Title of orders (events)' }),
    );
    expect(listContracts).toHaveBeenCalledWith(
      expect.objectContaining({ text: 'ord' }),
      expect.anything(),
    );
    await choose(dialog.getByLabelText('Version'), '1.0.0 (deprecated)');
    await choose(dialog.getByLabelText('Replacing version'), '2.0.0 (active)');
    await waitFor(() => expect(announce()).toBeEnabled());
    await userEvent.click(announce());
    await waitFor(() => expect(announceEnding).toHaveBeenCalled());
    expect(announceEnding.mock.calls[0][0]).toMatchObject({ subject });
  });

  it('names who is told of the end of an integration, and who can’t be', async () => {
    const listIntegrationConsumers = jest.fn<
      ReturnType<IntegrationEndingsApi['listIntegrationConsumers']>,
      Parameters<IntegrationEndingsApi['listIntegrationConsumers']>
    >(async () => ({
      items: [
        {
          name: 'support-desk',
          ownerRef: 'group:default/customer-care',
          kind: 'both',
        },
        { name: 'old-report', kind: 'observed' },
      ],
    }));
    const { dialog } = await render(
      { listIntegrationConsumers },
      {
        kind: 'integration',
        integrationRef: 'integration:default/orders-by-fax',
      },
    );
    const told = within(dialog.getByRole('region', { name: 'Who is told' }));
    expect(await told.findByRole('listitem')).toHaveTextContent(
      'customer-care for support-desk',
    );
    expect(
      told.getByText(/^No owner to tell: old-report\. Name one in the catalog/),
    ).toBeVisible();
    expect(listIntegrationConsumers.mock.calls[0][0]).toMatchObject({
      namespace: 'default',
      name: 'orders-by-fax',
    });
  });

  it('announces the end of an integration with another one instead', async () => {
    const announceEnding = jest.fn<
      ReturnType<IntegrationEndingsApi['announceEnding']>,
      Parameters<IntegrationEndingsApi['announceEnding']>
    >(async () => testEnding());
    const integration: EndingSubject = {
      kind: 'integration',
      integrationRef: 'integration:default/orders-by-fax',
    };
    const { dialog, write, announce } = await render(
      { announceEnding },
      integration,
    );
    await write();
    await userEvent.type(
      dialog.getByRole('combobox', { name: 'Replacing integration' }),
      'mail',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'orders-by-mail' }),
    );
    await waitFor(() => expect(announce()).toBeEnabled());
    await userEvent.click(announce());
    await waitFor(() => expect(announceEnding).toHaveBeenCalled());
    expect(announceEnding.mock.calls[0][0]).toMatchObject({
      subject: integration,
      replacement: {
        kind: 'integration',
        integrationRef: 'integration:default/orders-by-mail',
      },
    });
  });
});
