import { Profile } from '@tieline/plugin-integrations-common/governance';

/** One of a few words. */
export interface ChoiceField {
  kind: 'choice';
  /** The parameter of the address. */
  id: string;
  title: string;
  options: ReadonlyArray<{ id: string; title: string }>;
}

/** A number, with what it counts. */
export interface NumberField {
  kind: 'number';
  id: string;
  title: string;
  unit: string;
  min: number;
  max: number;
  isWhole?: boolean;
}

export type AnswerField = ChoiceField | NumberField;

/** The largest that the API takes. */
const MOST_A_DAY = 1e12;
const MOST_A_SECOND = 1e8;
const MOST_OF_ITS_KIND = 10_000;

function choice(id: string, title: string, words: string[]): ChoiceField {
  return {
    kind: 'choice',
    id,
    title,
    options: words.map(word => ({
      id: word,
      title: word.replaceAll('-', ' '),
    })),
  };
}

const SKILL_LEVELS = ['none', 'some', 'strong'];

export const INTERACTION = choice('interaction', 'Interaction', [
  'request',
  'event',
  'batch',
  'stream',
]);
export const VOLUME: NumberField = {
  kind: 'number',
  id: 'volumePerDay',
  title: 'Volume now',
  unit: '/day',
  min: 0,
  max: MOST_A_DAY,
};
export const VOLUME_LATER: NumberField = {
  ...VOLUME,
  id: 'volumePerDayInTwoYears',
  title: 'In two years',
};
export const PEAK: NumberField = {
  kind: 'number',
  id: 'peakPerSecond',
  title: 'Peak',
  unit: '/s',
  min: 0,
  max: MOST_A_SECOND,
};
export const CRITICALITY = choice('criticality', 'Criticality of the data', [
  'low',
  'medium',
  'high',
  'critical',
]);
export const ORDERING = choice('ordering', 'Ordering', [
  'none',
  'per-key',
  'total',
]);
export const DELIVERY = choice('delivery', 'Delivery', [
  'at-most-once',
  'at-least-once',
  'exactly-once',
]);
export const CONSUMERS: NumberField = {
  kind: 'number',
  id: 'consumers',
  title: 'Consumers',
  unit: 'teams',
  min: 1,
  max: MOST_OF_ITS_KIND,
  isWhole: true,
};
export const SAAS_ENDPOINTS: NumberField = {
  kind: 'number',
  id: 'saasEndpoints',
  title: 'SaaS endpoints',
  unit: '',
  min: 0,
  max: MOST_OF_ITS_KIND,
  isWhole: true,
};
export const ENDPOINTS: NumberField = {
  ...SAAS_ENDPOINTS,
  id: 'endpoints',
  title: 'All endpoints',
  min: 1,
};
export const TRANSFORMATION = choice('transformation', 'Transformation', [
  'none',
  'light',
  'heavy',
]);
/** What the team can do, by what it takes; the ids without `skills.` are the profile's. */
export const SKILLS: readonly ChoiceField[] = [
  choice('skills.broker', 'Broker skills', SKILL_LEVELS),
  choice('skills.gateway', 'Gateway skills', SKILL_LEVELS),
  choice('skills.mesh', 'Mesh skills', SKILL_LEVELS),
  choice('skills.ipaas', 'iPaaS skills', SKILL_LEVELS),
];

/** All that are kept as they are typed; how long it may take has a unit besides. */
export const PLAIN_FIELDS: readonly AnswerField[] = [
  INTERACTION,
  VOLUME,
  VOLUME_LATER,
  PEAK,
  CRITICALITY,
  ORDERING,
  DELIVERY,
  CONSUMERS,
  SAAS_ENDPOINTS,
  ENDPOINTS,
  TRANSFORMATION,
  ...SKILLS,
];

/** The longest acceptable time, as a number and a unit. */
export const LATENCY = { id: 'latency', title: 'Latency budget' } as const;
export const LATENCY_UNIT = 'latencyUnit';
export const LATENCY_UNITS = [
  { id: 'ms', ms: 1 },
  { id: 's', ms: 1_000 },
  { id: 'min', ms: 60_000 },
  { id: 'h', ms: 3_600_000 },
  { id: 'd', ms: 86_400_000 },
] as const;
export const USUAL_LATENCY_UNIT = 's';

/** Where it is to be, while there is no integration yet. */
export const SOURCE = 'from';
export const TARGETS = 'to';

/** Every parameter of the address that is an answer. */
export const ANSWER_IDS: readonly string[] = [
  SOURCE,
  TARGETS,
  LATENCY.id,
  LATENCY_UNIT,
  ...PLAIN_FIELDS.map(({ id }) => id),
];

const TITLES: Record<string, string> = {
  ...Object.fromEntries(PLAIN_FIELDS.map(({ id, title }) => [id, title])),
  [LATENCY.id]: LATENCY.title,
  latencyMs: LATENCY.title,
  skills: 'What the team can do',
  [SOURCE]: 'From',
  [TARGETS]: 'To',
};

/** What an answer, or a field of the profile, is called on the page. */
export function titleOf(field: string): string {
  return TITLES[field] ?? field;
}

/** The field of the profile that an answer goes into. */
export function profileFieldOf(id: string): keyof Profile | undefined {
  if (id === LATENCY.id) {
    return 'latencyMs';
  }
  if (id.startsWith('skills.')) {
    return 'skills';
  }
  return PLAIN_FIELDS.some(field => field.id === id)
    ? (id as keyof Profile)
    : undefined;
}
