import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ConsumerMatrix as Matrix,
  IntegrationEndingsApi,
} from '@tieline/plugin-integrations-common/contracts';
import { renderContracts } from '../contracts/__testUtils__/renderContracts';
import { TabFrame } from '../shared/Frame';
import { queryClient } from '../shared/queries';
import { ConsumerMatrix } from './ConsumerMatrix';
import { toMatrixCsvRows } from './matrixColumns';
import { testConsumer, testEndingSummary } from './testEndings';

const contract = { registry: 'catalog', subject: 'api:default/shipping-api' };

const seen = (version: string, share: number | null = 1) => ({
  version,
  lastSeenAt: '2026-11-27T09:56:00.000Z',
  share,
});

const MATRIX: Matrix = {
  versions: [
    { version: '2.0.0', isRegistered: true, state: 'active' },
    { version: '1.9.4', isRegistered: true, state: 'sunset' },
    { version: '1.9.5-beta', isRegistered: false },
  ],
  consumers: [
    {
      name: 'support-desk',
      entityRef: 'component:default/support-desk',
      ownerRef: 'group:default/customer-care',
      kind: 'both',
      integrationRefs: ['integration:default/support'],
      declaredVersion: '2.0.0',
      isMismatched: true,
      cells: [seen('1.9.4', 0.75), seen('1.9.5-beta', null)],
    },
    {
      name: 'price-sheet',
      kind: 'declared',
      integrationRefs: [],
      declaredVersion: '1.9.4',
      cells: [],
    },
    {
      name: 'key 7f3a',
      kind: 'unnamed',
      integrationRefs: [],
      cells: [seen('2.0.0')],
    },
  ],
  hiddenConsumers: 3,
  usageReadAt: '2026-11-27T10:00:00.000Z',
};

function render(
  listContractConsumers: IntegrationEndingsApi['listContractConsumers'],
  endings: Partial<IntegrationEndingsApi> = {},
) {
  renderContracts(
    <TabFrame>
      <ConsumerMatrix contract={contract} />
    </TabFrame>,
    {},
    { endings: { listContractConsumers, ...endings } },
  );
}

/** The cells of a consumer's row, by its name. */
async function cellsOf(name: string): Promise<HTMLElement[]> {
  const table = await screen.findByRole('table', {
    name: /^Who is on which version/,
  });
  return within(
    within(table).getByRole('rowheader', { name }).closest('tr')!,
  ).getAllByRole('cell');
}

describe('ConsumerMatrix', () => {
  afterEach(() => queryClient.clear());

  it('names each version’s state in a word, also where nobody registered it', async () => {
    render(async () => MATRIX);
    await screen.findByRole('table');
    for (const name of [
      '2.0.0 active',
      '1.9.4 past its sunset',
      '1.9.5-beta not registered',
    ]) {
      expect(screen.getByRole('columnheader', { name })).toBeVisible();
    }
  });

  it('shows share and last use for each version, and the drift where another one is declared', async () => {
    render(async () => MATRIX);
    const [owner, latest, old, beta] = await cellsOf('support-desk');
    expect(within(owner).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/group/customer-care',
    );
    expect(latest).toHaveTextContent('declared, not seen');
    expect(old).toHaveTextContent(/75.%/);
    expect(old).toHaveTextContent(/ago/);
    expect(old).toHaveTextContent('declared 2.0.0');
    expect(beta).toHaveTextContent('share unmeasured');
    expect(screen.getByRole('link', { name: 'support-desk' })).toHaveAttribute(
      'href',
      '/catalog/default/component/support-desk',
    );
  });

  it('says that nobody is named, that an owner is missing, and what is hidden', async () => {
    render(async () => MATRIX);
    const [owner, latest, old] = await cellsOf('key 7f3a undeclared');
    expect(owner).toHaveTextContent('nobody named');
    expect(latest).not.toHaveTextContent('declared');
    expect(old).toHaveTextContent('not used');
    expect((await cellsOf('price-sheet'))[0]).toHaveTextContent('no owner');
    expect(
      screen.getByText(/3 consumers more by integrations that you may not see/),
    ).toBeVisible();
  });

  it('says how it goes with moving away from what ends', async () => {
    const ending = testEndingSummary({
      consumers: [
        testConsumer('support-desk', {
          entityRef: 'component:default/support-desk',
          movesAt: '2020-12-15T12:00:00.000Z',
        }),
        testConsumer('price-sheet', { id: 2, state: 'presumed-gone' }),
      ],
    });
    render(async () => MATRIX, {
      listEndings: async () => ({
        items: [ending],
        totalItems: 1,
        statuses: [],
        asOf: '2026-11-27T10:00:00.000Z',
      }),
    });
    await screen.findByRole('columnheader', { name: 'Migration' });
    const lastOf = async (name: string) => (await cellsOf(name)).at(-1);
    expect(await lastOf('support-desk')).toHaveTextContent(
      'moves by 15 Dec 2020',
    );
    expect(await lastOf('price-sheet')).toHaveTextContent('presumed gone');
    expect(await lastOf('key 7f3a undeclared')).toHaveTextContent('–');
  });

  it('leaves out versions that nobody uses where there are many, and shows them on demand', async () => {
    render(async () => ({
      ...MATRIX,
      versions: [
        ...MATRIX.versions,
        ...['1.8.0', '1.7.0'].map(version => ({
          version,
          isRegistered: true,
          state: 'retired' as const,
        })),
      ],
    }));
    const more = await screen.findByRole('button', {
      name: 'Show 2 versions that nobody uses',
    });
    expect(screen.getAllByRole('columnheader')).toHaveLength(5);
    await userEvent.click(more);
    expect(
      screen.getByRole('columnheader', { name: '1.7.0 retired' }),
    ).toBeVisible();
  });

  it('says that nobody is there, and that no usage was read', async () => {
    render(async () => ({ versions: [], consumers: [], hiddenConsumers: 0 }));
    expect(
      await screen.findByText(/Nobody declares this contract/),
    ).toBeVisible();
    expect(screen.getByText(/No usage was read yet/)).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /^CSV/ }),
    ).not.toBeInTheDocument();
  });

  it('says what failed and tries again', async () => {
    render(
      jest.fn(async () => MATRIX).mockRejectedValueOnce(new Error('No answer')),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('table')).toBeVisible();
  });

  it('exports a row for each consumer and version, and one for who was never seen', () => {
    const rows = toMatrixCsvRows(MATRIX);
    expect(
      rows.map(({ consumer, version, state }) => [consumer, version, state]),
    ).toEqual([
      ['support-desk', '1.9.4', 'past its sunset'],
      ['support-desk', '1.9.5-beta', 'not registered'],
      ['price-sheet', undefined, undefined],
      ['key 7f3a', '2.0.0', 'active'],
    ]);
    expect(rows[0]).toMatchObject({
      'declared version': '2.0.0',
      'share of its calls, last 30 days': 0.75,
      'last seen': '2026-11-27T09:56:00.000Z',
    });
  });
});
