import { RunCostGroups } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each group. What nobody measured is empty, never 0. */
export function toGroupCsvRows(groups: RunCostGroups): CsvRow[] {
  return groups.groups.map(group => ({
    [groups.groupBy]: group.key,
    title: group.title,
    integrations: group.integrations,
    'without measured volume': group.unmeasured,
    'a month, lowest': group.perMonth.low,
    'a month, expected': group.perMonth.expected,
    'a month, highest': group.perMonth.high,
    'per message, lowest': group.perMessage?.low,
    'per message, expected': group.perMessage?.expected,
    'per message, highest': group.perMessage?.high,
    'went over them': group.calls,
    'minutes by hand': group.interventionMinutes,
    currency: groups.currency,
    from: groups.from,
    to: groups.to,
  }));
}
