import { IntegrationGovernanceApi } from '@tieline/plugin-integrations-common/governance';
import { toCsv } from '../shared/downloadCsv';
import { testPage, testRow } from '../shared/testHealth';
import { readAllPages, toCsvRows } from './toCsvRows';

describe('the export of the table', () => {
  it('has every page, not only the one shown', async () => {
    const api = {
      listIntegrations: async request =>
        request?.cursor
          ? testPage([testRow('b', 'healthy')])
          : testPage([testRow('a', 'failing')], {
              pageInfo: { nextCursor: 'second' },
            }),
    } as Partial<IntegrationGovernanceApi> as IntegrationGovernanceApi;
    const rows = await readAllPages(api, { cursor: 'from-the-address' });
    expect(rows.map(row => row.integration.name)).toEqual(['a', 'b']);
  });

  it('leaves unmeasured numbers empty, and keeps a text from running as a formula', () => {
    const row = testRow('a', 'unknown', { calls: undefined });
    row.integration = { ...row.integration, title: '=1+1' };
    const [cells] = toCsvRows([row]);
    expect(cells['error rate (0 to 1)']).toBeUndefined();
    expect(toCsv([cells])).toContain("'=1+1");
  });
});
