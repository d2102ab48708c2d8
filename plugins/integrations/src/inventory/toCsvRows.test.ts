import { toCsv } from '../shared/downloadCsv';
import { testRow } from '../shared/testHealth';
import { toCsvRows } from './toCsvRows';

describe('the export of the table', () => {
  it('leaves unmeasured numbers empty, and keeps a text from running as a formula', () => {
    const row = testRow('a', 'unknown', { calls: undefined });
    row.integration = { ...row.integration, title: '=1+1' };
    const [cells] = toCsvRows([row]);
    expect(cells['error rate (0 to 1)']).toBeUndefined();
    expect(toCsv([cells])).toContain("'=1+1");
  });
});
