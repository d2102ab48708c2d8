import { PriceList } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each unit price. */
export function toPriceCsvRows(list: PriceList): CsvRow[] {
  return list.items.map(price => ({
    id: price.id,
    title: price.title,
    pattern: price.pattern,
    unit: price.unit,
    low: price.low,
    expected: price.expected,
    high: price.high,
    source: price.source,
    example: price.isExample ? 'yes' : 'no',
    currency: list.currency,
    version: list.version,
  }));
}
