import { Quota } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';
import { outlookWords } from './runCostWords';

/** A row for each limit. What nobody measured is empty, never 0. */
export function toQuotaCsvRows(quotas: Quota[]): CsvRow[] {
  return quotas.map(quota => ({
    platform: quota.platformRef,
    title: quota.title,
    'what is limited': quota.kind,
    limit: quota.limit,
    used: quota.used,
    share: quota.share,
    'grows each month by, of 1': quota.growthPerMonth,
    'runs out on': quota.runsOutOn,
    'runs out': outlookWords(quota),
    integrations: quota.integrations,
    'of them not measured': quota.unmeasured,
    source: quota.source,
  }));
}
