import { Pattern } from '@tieline/plugin-integrations-common';
import {
  CostPart,
  CostRange,
} from '@tieline/plugin-integrations-common/governance';
import { PriceBook } from '../PriceBook';
import { PATTERNS_BY_CONSUMER, PATTERNS_WITH_PLATFORM } from '../patternParts';
import { InterventionSum } from './InterventionStore';
import { WINDOW_DAYS } from './countVolume';

type CostInput = CostPart['inputs'][number];

/** What an integration's cost is calculated from. */
export interface RunFacts {
  pattern: Pattern | undefined;
  /** Endpoints, or links where it is point-to-point. */
  count: number;
  /** Each delivery on its own; undefined where nobody measured. */
  deliveries: number | undefined;
  /** Each message once, however many read it. */
  messages: number | undefined;
  volumeSource: string | undefined;
  /** How many of the 30 days were measured. */
  measuredDays: number;
  platforms: readonly PlatformShare[];
  interventions: InterventionSum;
}

/** What of a platform falls to one integration. */
export interface PlatformShare {
  entityRef: string;
  title: string;
  /** `included` where a licence covers it; undefined where nobody says what it costs. */
  perYear: CostInput | 'included' | undefined;
  /** Of 1. */
  share: number;
}

/** What it costs, and what is not in that because nobody knows it. */
export interface RunParts {
  parts: CostPart[];
  unmeasured: string[];
}

/** A product of figures, so many times. */
interface Term {
  figures: CostInput[];
  times: number;
}

const BOUNDS = ['low', 'expected', 'high'] as const;
const HOURS_A_DAY = 8;
const MINUTES_AN_HOUR = 60;
/** Yearly figures count with so much. */
const OF_A_YEAR = WINDOW_DAYS / 365;

const PER_MILLION: Partial<Record<Pattern, string>> = {
  'event-driven': 'messages-event-driven',
  'batch-file': 'records-batch-file',
  'custom-code': 'compute',
  'point-to-point': 'compute',
  'service-mesh': 'compute',
};

/** The parts of 30 days, each rounded to the cent. */
export function runCostParts(book: PriceBook, facts: RunFacts): RunParts {
  const { pattern, platforms, measuredDays } = facts;
  const unmeasured: string[] = [];
  if (pattern === undefined) {
    unmeasured.push('pattern');
  }
  if (facts.deliveries === undefined) {
    unmeasured.push('volume');
  } else if (measuredDays < WINDOW_DAYS) {
    unmeasured.push(`volume of ${WINDOW_DAYS - measuredDays} days`);
  }
  if (
    pattern &&
    platforms.length === 0 &&
    PATTERNS_WITH_PLATFORM.includes(pattern)
  ) {
    unmeasured.push('platform');
  }
  unmeasured.push(
    ...platforms
      .filter(({ perYear }) => perYear === undefined)
      .map(({ entityRef }) => `cost of ${entityRef}`),
  );
  return {
    parts: [
      ...(pattern ? patternParts(book, pattern, facts) : []),
      ...platforms.flatMap(platformPart),
      interventionPart(book, facts.interventions),
    ],
    unmeasured,
  };
}

function patternParts(
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
      part(
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
      part(
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
      part(
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
      part(
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
      part(
        'runtime',
        'Hosting',
        `runtime a year × ${WINDOW_DAYS} ÷ 365`,
        [byYear([`runtime-${pattern}`], 1)],
        [],
      ),
    );
  }
  parts.push(
    part(
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

function platformPart(platform: PlatformShare): CostPart[] {
  const { perYear, share, entityRef, title } = platform;
  if (perYear === undefined || perYear === 'included') {
    return [];
  }
  return [
    part(
      `platform:${entityRef}`,
      `Share of ${title}`,
      `the platform a year × its share × ${WINDOW_DAYS} ÷ 365`,
      [{ figures: [perYear], times: share * OF_A_YEAR }],
      [
        exactly(
          'share',
          'Share, by volume; what is not measured counts as an equal part',
          share,
          'of 1',
          'telemetry and catalog',
        ),
      ],
    ),
  ];
}

function interventionPart(
  book: PriceBook,
  { minutes }: InterventionSum,
): CostPart {
  return part(
    'interventions',
    'Work by hand',
    `minutes ÷ ${MINUTES_AN_HOUR} × day rate ÷ ${HOURS_A_DAY} hours`,
    [
      {
        figures: [inputOf(book, 'day-rate')],
        times: minutes / MINUTES_AN_HOUR / HOURS_A_DAY,
      },
    ],
    [
      exactly(
        'minutes',
        'Minutes that people logged',
        minutes,
        'minutes',
        `logged by hand, ${WINDOW_DAYS} days`,
      ),
    ],
  );
}

function part(
  id: string,
  title: string,
  formula: string,
  terms: readonly Term[],
  uses: readonly CostInput[],
): CostPart {
  const [low, expected, high] = BOUNDS.map(bound => {
    const sum = terms.reduce(
      (total, { figures, times }) =>
        total +
        figures.reduce((product, { value }) => product * value[bound], times),
      0,
    );
    return Math.round(sum * 100) / 100;
  });
  const figures = terms.flatMap(term => term.figures);
  return {
    ...{ id, title, formula },
    range: { low, expected, high },
    inputs: [...figures, ...uses],
  };
}

/** A price as an input. */
export function inputOf(book: PriceBook, id: string): CostInput {
  const { title, unit, source, low, expected, high } = book.get(id);
  return { id, title, unit, source, value: { low, expected, high } };
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

function exactly(
  id: string,
  title: string,
  value: number,
  unit: string,
  source: string,
): CostInput {
  return { id, title, unit, source, value: same(value) };
}

function same(value: number): CostRange {
  return { low: value, expected: value, high: value };
}
