import { Pattern } from '@tieline/plugin-integrations-common';
import { CostPart } from '@tieline/plugin-integrations-common/governance';
import { PATTERNS_BY_CONSUMER } from '../patternParts';
import { PriceBook } from '../PriceBook';
import {
  CostInput,
  costPart,
  exactly,
  inputOf,
  OF_A_YEAR,
  Term,
} from './costPart';
import { WINDOW_DAYS } from './countVolume';
import { RunFacts } from './runCostParts';

const PER_MILLION: Partial<Record<Pattern, string>> = {
  'event-driven': 'messages-event-driven',
  'batch-file': 'records-batch-file',
  'custom-code': 'compute',
  'point-to-point': 'compute',
  'service-mesh': 'compute',
};

/** What comes with the way in which it is built. */
export function patternRunParts(
  book: PriceBook,
  pattern: Pattern,
  facts: RunFacts,
): CostPart[] {
  const { count } = facts;
  const unit = pattern === 'point-to-point' ? 'links' : 'endpoints';
  const counted = exactly(unit, unit, count, unit, 'catalog');
  const price = (id: string) => inputOf(book, id);
  const byYear = (ids: string[], times: number): Term => ({
    figures: ids.map(price),
    times: times * OF_A_YEAR,
  });
  const parts: CostPart[] = [];
  if (pattern === 'ipaas') {
    const tiers = tierTerms(book, facts.deliveries);
    parts.push(
      costPart(
        'licence',
        'Licence',
        `a connection a year × endpoints × ${WINDOW_DAYS} ÷ 365${tiers.length > 0 ? ' + transactions ÷ 1,000 × the price of the tier that they lie in' : ''}`,
        [byYear(['connection-ipaas'], count), ...tiers],
        [
          counted,
          ...(tiers.length > 0
            ? [price('tier-ipaas-1'), price('tier-ipaas-2')]
            : []),
          ...volumeInput(facts, facts.deliveries),
        ],
      ),
    );
  }
  if (pattern === 'service-mesh') {
    parts.push(
      costPart(
        'licence',
        'Licence',
        `a service a year × endpoints × ${WINDOW_DAYS} ÷ 365`,
        [byYear(['service-service-mesh'], count)],
        [counted],
      ),
    );
  }
  if (pattern === 'api-gateway' && facts.deliveries !== undefined) {
    parts.push(
      costPart(
        'licence',
        'Licence',
        'per million calls × millions',
        [
          {
            figures: [price('calls-api-gateway')],
            times: facts.deliveries / 1e6,
          },
        ],
        volumeInput(facts, facts.deliveries),
      ),
    );
  }
  const perMillion = PER_MILLION[pattern];
  const volume = PATTERNS_BY_CONSUMER.includes(pattern)
    ? facts.deliveries
    : facts.messages;
  if (perMillion && volume !== undefined) {
    parts.push(
      costPart(
        'traffic',
        'Traffic',
        'per million × millions',
        [{ figures: [price(perMillion)], times: volume / 1e6 }],
        volumeInput(facts, volume),
      ),
    );
  }
  if (pattern === 'batch-file' || pattern === 'custom-code') {
    parts.push(
      costPart(
        'runtime',
        'Hosting',
        `runtime a year × ${WINDOW_DAYS} ÷ 365`,
        [byYear([`runtime-${pattern}`], 1)],
        [],
      ),
    );
  }
  parts.push(
    costPart(
      'maintenance',
      'Maintenance',
      `days a year each × ${unit} × day rate × ${WINDOW_DAYS} ÷ 365`,
      [byYear([`maintenance-${pattern}`, 'day-rate'], count)],
      [counted],
    ),
  );
  return parts;
}

/** What lies in a tier costs that tier's price. */
function tierTerms(book: PriceBook, transactions: number | undefined): Term[] {
  if (transactions === undefined) {
    return [];
  }
  const ends = [
    0,
    book.get('tier-ipaas-1').expected,
    book.get('tier-ipaas-2').expected,
    Infinity,
  ];
  return [1, 2, 3].map(tier => ({
    figures: [inputOf(book, `transactions-ipaas-${tier}`)],
    times:
      Math.max(0, Math.min(transactions, ends[tier]) - ends[tier - 1]) / 1_000,
  }));
}

function volumeInput(
  { volumeSource }: RunFacts,
  volume: number | undefined,
): CostInput[] {
  return volume === undefined
    ? []
    : [
        exactly(
          'volume',
          'What went over it',
          volume,
          `in ${WINDOW_DAYS} days`,
          volumeSource ?? 'telemetry',
        ),
      ];
}
