import { IntegrationContractsApi } from '@tieline/plugin-integrations-common/contracts';
import { readAllContracts, toContractCsvRows } from './toContractCsvRows';
import { testContractPage, testSummary } from './testContracts';

describe('toContractCsvRows', () => {
  it('writes every page of the list, and leaves out no contract', async () => {
    const listContracts: IntegrationContractsApi['listContracts'] =
      async request =>
        request?.cursor
          ? testContractPage([testSummary('b', { id: 2 })])
          : testContractPage([testSummary('a')], { nextCursor: 'next' });
    const all = await readAllContracts(
      { listContracts } as IntegrationContractsApi,
      { text: 'x' },
    );
    expect(toContractCsvRows(all).map(({ subject }) => subject)).toEqual([
      'a',
      'b',
    ]);
  });

  it('leaves a field empty where nothing is published', () => {
    const [row] = toContractCsvRows([
      testSummary('a', { latest: undefined, verdict: 'unchecked' }),
    ]);
    expect(row['last change']).toBeUndefined();
    expect(row.reason).toBe('it is declared, but no version is published');
  });
});
