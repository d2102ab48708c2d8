import { toContractCsvRows } from './toContractCsvRows';
import { testSummary } from './testContracts';

describe('toContractCsvRows', () => {
  it('leaves a field empty where nothing is published', () => {
    const [row] = toContractCsvRows([
      testSummary('a', { latest: undefined, verdict: 'unchecked' }),
    ]);
    expect(row['last change']).toBeUndefined();
    expect(row.reason).toBe('it is declared, but no version is published');
  });
});
