import { Profile } from '@tieline/plugin-integrations-common/governance';
import { counted, duration, grouped, percent } from '../checklist/checks/words';
import { MatrixPatternItem, MatrixStep } from './DecisionMatrix';

/** The needs that a matrix can weigh. */
export const NEED_IDS = [
  'interaction',
  'volume',
  'growth',
  'peak',
  'latency',
  'criticality',
  'ordering',
  'delivery',
  'consumers',
  'transformation',
  'saas',
  'skills',
  'platform',
];

/** What the profile says to a need. */
export interface Answer {
  value: string | number;
  /** With its unit, for sentences. */
  text: string;
}

const SKILL_LEVELS = ['none', 'some', 'strong'] as const;

/** The fields of a profile that are not answered. */
export function unansweredFields(profile: Profile): string[] {
  const fields = [
    'volumePerDayInTwoYears',
    'peakPerSecond',
    'latencyMs',
    'criticality',
    'ordering',
    'delivery',
    'consumers',
    'transformation',
    'saasEndpoints',
    'skills',
  ] as const;
  const open: string[] = fields.filter(
    field =>
      profile[field] === undefined ||
      (field === 'skills' && Object.keys(profile.skills ?? {}).length === 0),
  );
  // None of them is none, however many there are.
  if (profile.saasEndpoints && profile.endpoints === undefined) {
    open.push('endpoints');
  }
  return open;
}

/** The profile's answer to a need, for a pattern: skills differ by what it takes. */
export function answerTo(
  needId: string,
  profile: Profile,
  item: MatrixPatternItem,
): Answer | undefined {
  const words = (value: string | undefined) =>
    value === undefined ? undefined : { value, text: value };
  const amount = (value: number | undefined, text: (n: number) => string) =>
    value === undefined ? undefined : { value, text: text(value) };
  switch (needId) {
    case 'interaction':
    case 'criticality':
    case 'ordering':
    case 'delivery':
    case 'transformation':
      return words(profile[needId]);
    case 'volume':
      return amount(profile.volumePerDay, n => `${shown(n)} a day`);
    case 'growth':
      return amount(
        profile.volumePerDayInTwoYears,
        n => `${shown(n)} a day in two years`,
      );
    case 'peak':
      return amount(profile.peakPerSecond, n => `${shown(n)} a second`);
    case 'latency':
      return amount(profile.latencyMs, duration);
    case 'consumers':
      return amount(profile.consumers, n =>
        profile.interaction === 'request'
          ? counted(n, 'caller', 'callers')
          : counted(n, 'consumer', 'consumers'),
      );
    case 'saas':
      return saasShare(profile);
    case 'skills':
      return words(skillFor(profile, item.skill));
    default:
      return undefined;
  }
}

/** The first step that applies; undefined where the matrix says nothing to it. */
export function stepFor(
  steps: readonly MatrixStep[],
  answer: Answer,
  profile: Profile,
): MatrixStep | undefined {
  return steps.find(
    step =>
      (step.is === undefined || step.is === answer.value) &&
      (step.upTo === undefined ||
        (typeof answer.value === 'number' && answer.value <= step.upTo)) &&
      (step.interactions === undefined ||
        step.interactions.includes(profile.interaction)),
  );
}

function saasShare(profile: Profile): Answer | undefined {
  const { saasEndpoints, endpoints } = profile;
  if (saasEndpoints === undefined) {
    return undefined;
  }
  if (saasEndpoints === 0) {
    return { value: 0, text: 'no endpoint' };
  }
  return endpoints === undefined
    ? undefined
    : {
        value: (saasEndpoints / endpoints) * 100,
        text: `${saasEndpoints} of ${endpoints} endpoints (${percent(saasEndpoints / endpoints)}) as SaaS`,
      };
}

function skillFor(
  profile: Profile,
  skill: MatrixPatternItem['skill'],
): string | undefined {
  if (skill !== 'any') {
    return profile.skills?.[skill];
  }
  const levels = Object.values(profile.skills ?? {}).map(level =>
    SKILL_LEVELS.indexOf(level),
  );
  return levels.length > 0 ? SKILL_LEVELS[Math.max(...levels)] : undefined;
}

function shown(value: number): string {
  return value > 0 && value < 10
    ? String(Number(value.toPrecision(2)))
    : grouped(value);
}
