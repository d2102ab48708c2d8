import { Pattern } from '@tieline/plugin-integrations-common';
import { Profile } from '@tieline/plugin-integrations-common/governance';
import { YEARS } from './VolumeOverTime';

/** An answer of the profile, or what follows from it, that a formula uses. */
export interface ProfileInput {
  id: string;
  title: string;
  value: number;
  unit: string;
}

/**
 * A product of prices, times a quantity; where it depends on volume, times the
 * millions of messages, or the thousands that lie in a tier of the iPaaS
 * tariff. Every term grows with each price in it, so the lowest figures make
 * the lowest cost.
 */
export interface CostTerm {
  prices: string[];
  times: number;
  by?: 'millions' | 1 | 2 | 3;
}

export interface PartRecipe {
  id: string;
  title: string;
  formula: string;
  terms: CostTerm[];
  uses: ProfileInput[];
}

type Sized = ReturnType<typeof sizeOf>;

/** Whether each delivery to a consumer is paid for on its own. */
export const PATTERNS_BY_CONSUMER: readonly Pattern[] = [
  'api-gateway',
  'ipaas',
  'point-to-point',
  'service-mesh',
];

const SKILLS = {
  'event-driven': 'broker',
  'api-gateway': 'gateway',
  'service-mesh': 'mesh',
  ipaas: 'ipaas',
} as const;
const LEFT_TO_LEARN = { none: 1, some: 0.5, strong: 0 };

/** Those that take a platform, which has a price. */
export const PATTERNS_WITH_PLATFORM: readonly Pattern[] = [
  'event-driven',
  'api-gateway',
  'service-mesh',
];

/** What a pattern's parts consist of, for what a profile asks. */
export function patternParts(
  pattern: Pattern,
  profile: Profile,
  hasPlatform: boolean,
): PartRecipe[] {
  const size = sizeOf(pattern, profile);
  return [
    development(pattern, profile, size),
    maintenance(pattern, size),
    infrastructure(pattern, size, hasPlatform),
    training(pattern, profile),
    licence(pattern, size),
  ];
}

/** What moving away takes, as one part. */
export function leavingPart(pattern: Pattern, profile: Profile): PartRecipe {
  const { count } = sizeOf(pattern, profile);
  const price =
    pattern === 'ipaas' || pattern === 'service-mesh'
      ? `leaving-${pattern}`
      : 'leaving';
  return {
    id: 'leaving',
    title: 'Leaving',
    formula: 'days × endpoints × day rate',
    terms: [{ prices: [price, 'day-rate'], times: count.value }],
    uses: [count],
  };
}

/** At least a source and each consumer; a link is one fewer than what it ties together. */
function sizeOf(pattern: Pattern, profile: Profile) {
  const consumers = profile.consumers ?? 1;
  const endpoints = Math.max(profile.endpoints ?? 0, consumers + 1);
  const saas = Math.min(profile.saasEndpoints ?? 0, endpoints);
  const isLinks = pattern === 'point-to-point';
  const unit = isLinks ? 'links' : 'endpoints';
  return {
    count: input(
      unit,
      isLinks ? 'Links' : 'Endpoints',
      isLinks ? endpoints - 1 : endpoints,
      unit,
    ),
    saas: input('saasEndpoints', 'Endpoints of others', saas, 'endpoints'),
    deliveries: PATTERNS_BY_CONSUMER.includes(pattern) ? consumers : 1,
    consumers: input('consumers', 'Consumers', consumers, 'teams'),
  };
}

function input(
  id: string,
  title: string,
  value: number,
  unit: string,
): ProfileInput {
  return { id, title, value, unit };
}

function development(
  pattern: Pattern,
  { transformation }: Profile,
  { count, saas }: Sized,
): PartRecipe {
  const each: Partial<Record<Pattern, string>> = {
    'point-to-point': 'build-link',
    ipaas: 'build-endpoint-ipaas',
    'custom-code': 'build-endpoint-custom-code',
  };
  const days: CostTerm[] = [
    { prices: [`build-${pattern}`], times: 1 },
    { prices: [each[pattern] ?? 'build-endpoint'], times: count.value },
  ];
  const words = [`days to build + days each × ${count.unit}`];
  const uses = [count];
  if (transformation === 'light' || transformation === 'heavy') {
    const isHeavyIpaas = transformation === 'heavy' && pattern === 'ipaas';
    days.push({
      prices: [
        `transformation-${transformation}${isHeavyIpaas ? '-ipaas' : ''}`,
      ],
      times: 1,
    });
    words.push(`days for a ${transformation} transformation`);
  }
  if (saas.value > 0 && pattern !== 'ipaas') {
    days.push({ prices: ['build-saas-endpoint'], times: saas.value });
    words.push('days more × endpoints of others');
    uses.push(saas);
  }
  return {
    id: 'development',
    title: 'Development',
    formula: `(${words.join(' + ')}) × day rate`,
    terms: days.map(term => ({
      ...term,
      prices: [...term.prices, 'day-rate'],
    })),
    uses,
  };
}

function maintenance(pattern: Pattern, { count }: Sized): PartRecipe {
  return {
    id: 'maintenance',
    title: 'Maintenance',
    formula: `days a year each × ${count.unit} × day rate × ${YEARS} years`,
    terms: [
      {
        prices: [`maintenance-${pattern}`, 'day-rate'],
        times: count.value * YEARS,
      },
    ],
    uses: [count],
  };
}

function infrastructure(
  pattern: Pattern,
  { deliveries, consumers }: Sized,
  hasPlatform: boolean,
): PartRecipe {
  const terms: CostTerm[] = [];
  const words: string[] = [];
  if (PATTERNS_WITH_PLATFORM.includes(pattern)) {
    const share = hasPlatform ? ['platform-share'] : [];
    terms.push({ prices: [`platform-${pattern}`, ...share], times: YEARS });
    words.push(
      `${hasPlatform ? 'a new platform × the share of one that runs' : 'a new platform'} × ${YEARS} years`,
    );
  }
  if (pattern === 'batch-file' || pattern === 'custom-code') {
    terms.push({ prices: [`runtime-${pattern}`], times: YEARS });
    words.push(`runtime a year × ${YEARS} years`);
  }
  const perMillion: Partial<Record<Pattern, string>> = {
    'event-driven': 'messages-event-driven',
    'batch-file': 'records-batch-file',
    'custom-code': 'compute',
    'point-to-point': 'compute',
    'service-mesh': 'compute',
  };
  const price = perMillion[pattern];
  const isByDelivery = price !== undefined && deliveries > 1;
  if (price) {
    terms.push({ prices: [price], times: deliveries, by: 'millions' });
    words.push(
      `per million × millions in ${YEARS} years${isByDelivery ? ' × consumers' : ''}`,
    );
  }
  return {
    id: 'infrastructure',
    title: 'Infrastructure',
    formula: words.join(' + ') || 'none: the licence includes it',
    terms,
    uses: isByDelivery ? [consumers] : [],
  };
}

function training(pattern: Pattern, profile: Profile): PartRecipe {
  const part = { id: 'training', title: 'Training' };
  if (pattern === 'custom-code') {
    return {
      ...part,
      formula: 'days × day rate',
      terms: [{ prices: ['training-custom-code', 'day-rate'], times: 1 }],
      uses: [],
    };
  }
  if (pattern === 'batch-file' || pattern === 'point-to-point') {
    return { ...part, formula: 'none: every team can', terms: [], uses: [] };
  }
  const left = LEFT_TO_LEARN[profile.skills?.[SKILLS[pattern]] ?? 'none'];
  return {
    ...part,
    formula: 'days × what is left to learn × day rate',
    terms: [{ prices: [`training-${pattern}`, 'day-rate'], times: left }],
    uses: [
      input(
        `skills.${SKILLS[pattern]}`,
        'Left to learn (strong 0, some 0.5, none or not known 1)',
        left,
        'share',
      ),
    ],
  };
}

function licence(
  pattern: Pattern,
  { count, deliveries, consumers }: Sized,
): PartRecipe {
  const part = { id: 'licence', title: 'Licence' };
  const times = count.value * YEARS;
  const several = deliveries > 1;
  const byConsumer = several ? ' × consumers' : '';
  switch (pattern) {
    case 'ipaas':
      return {
        ...part,
        formula: `a connection × endpoints × ${YEARS} years + each month’s transactions${byConsumer}, tier by tier`,
        terms: [
          { prices: ['connection-ipaas'], times },
          ...([1, 2, 3] as const).map(tier => ({
            prices: [`transactions-ipaas-${tier}`],
            times: deliveries,
            by: tier,
          })),
        ],
        uses: several ? [count, consumers] : [count],
      };
    case 'api-gateway':
      return {
        ...part,
        formula: `per million calls × millions in ${YEARS} years${byConsumer}`,
        terms: [
          { prices: ['calls-api-gateway'], times: deliveries, by: 'millions' },
        ],
        uses: several ? [consumers] : [],
      };
    case 'service-mesh':
      return {
        ...part,
        formula: `a service a year × endpoints × ${YEARS} years`,
        terms: [{ prices: ['service-service-mesh'], times }],
        uses: [count],
      };
    default:
      return { ...part, formula: 'none', terms: [], uses: [] };
  }
}
