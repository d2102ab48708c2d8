import { Pattern } from '@tieline/plugin-integrations-common';
import { CostPart } from '@tieline/plugin-integrations-common/governance';
import { PriceBook } from '../PriceBook';
import { PATTERNS_WITH_PLATFORM } from '../patternParts';
import { InterventionSum } from './InterventionStore';
import { CostInput, costPart, exactly, inputOf, OF_A_YEAR } from './costPart';
import { WINDOW_DAYS } from './countVolume';
import { patternRunParts } from './patternRunParts';

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

const HOURS_A_DAY = 8;
const MINUTES_AN_HOUR = 60;

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
      ...(pattern ? patternRunParts(book, pattern, facts) : []),
      ...platforms.flatMap(platformPart),
      interventionPart(book, facts.interventions),
    ],
    unmeasured,
  };
}

function platformPart(platform: PlatformShare): CostPart[] {
  const { perYear, share, entityRef, title } = platform;
  if (perYear === undefined || perYear === 'included') {
    return [];
  }
  return [
    costPart(
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
  return costPart(
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
