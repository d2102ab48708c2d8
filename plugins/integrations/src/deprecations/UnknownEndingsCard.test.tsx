import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  UnknownEnding,
  UnknownEndingList,
} from '@tieline/plugin-integrations-common/contracts';
import { testContractPage } from '../contracts/testContracts';
import { queryClient } from '../shared/queries';
import { UnknownEndingsCard } from './UnknownEndingsCard';
import { NOW } from './__testUtils__/renderEndings';
import { renderDialog } from './dialogs/__testUtils__/renderDialog';

const mails: UnknownEnding = {
  integrationRef: 'integration:default/order-confirmation-mail',
  integrationTitle: 'order-confirmation-mail',
  contracts: [],
  address: 'send.mailwave.example',
  operations: ['GET /templates', 'POST /messages'],
  consumers: ['flow-hub'],
  sunsetAt: '2027-10-30T12:00:00.000Z',
  firstSeenAt: '2026-11-10T09:00:00.000Z',
  lastSeenAt: '2026-11-18T09:00:00.000Z',
};

function render(list: UnknownEndingList) {
  renderDialog(
    <UnknownEndingsCard now={NOW} onAnnounced={jest.fn()} />,
    { listUnknownEndings: async () => list },
    { contracts: { listContracts: async () => testContractPage([]) } },
  );
}

describe('UnknownEndingsCard', () => {
  afterEach(() => queryClient.clear());

  it('says which hosts tell of an end, to whom, and when it is', async () => {
    render({ items: [mails], totalItems: 3 });
    const row = within(
      await screen.findByRole('row', { name: /send\.mailwave\.example/ }),
    );
    expect(row.getByText('GET /templates and 1 more')).toBeVisible();
    expect(
      row.getByRole('link', { name: 'order-confirmation-mail' }),
    ).toBeVisible();
    expect(row.getByText('flow-hub')).toBeVisible();
    expect(row.getByText('30 Oct 2027')).toBeVisible();
    expect(row.getByText('not stated')).toBeVisible();
    expect(screen.getByText(/The 1 that end first of 3/)).toBeVisible();
  });

  it('opens an announcement in which is said what responses say', async () => {
    render({
      items: [{ ...mails, url: 'https://mailwave.example/news' }],
      totalItems: 1,
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Announce the end of send.mailwave.example, GET /templates and 1 more',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByLabelText('End date (sunset)')).toHaveValue(
      '2027-10-30T12:00',
    );
    expect(
      dialog.getByRole('checkbox', { name: /It is a vendor’s/ }),
    ).toBeChecked();
    expect(dialog.getByLabelText(/When the vendor announced it/)).toHaveValue(
      '2026-11-10T09:00',
    );
    expect(
      dialog.getByRole('textbox', { name: /^Migration note/ }),
    ).toHaveValue('What is said about it is at https://mailwave.example/news');
  });

  it('is not there where no response says such, and says where nobody knows', async () => {
    render({ items: [], totalItems: 0, problem: 'Error: 503' });
    expect(await screen.findByText(/Telemetry does not answer/)).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });
});
