import {
  Profile,
  RecommendationRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  AnswerField,
  ENDPOINTS,
  LATENCY,
  LATENCY_UNIT,
  LATENCY_UNITS,
  NumberField,
  PLAIN_FIELDS,
  SAAS_ENDPOINTS,
  SOURCE,
  TARGETS,
  USUAL_LATENCY_UNIT,
} from './answerFields';
import { parseNumber } from './parseNumber';

/** What the address answers. */
export interface Answers {
  /** As far as it is answered rightly. */
  profile: Partial<Profile>;
  sourceRef?: string;
  targetRefs?: string[];
  /** What is wrong with an answer, by its parameter. */
  problems: ReadonlyMap<string, string>;
}

const ENTITY_REF = /^[a-z]+:[^/\s:,]+\/[^/\s:,]+$/i;
/** Nobody waits longer than ten years. */
const LONGEST_LATENCY_MS = 3_650 * 86_400_000;

/** The unit in which a time is said, as the address has it. */
export function latencyUnitOf(values: URLSearchParams) {
  const id = values.get(LATENCY_UNIT) ?? USUAL_LATENCY_UNIT;
  return LATENCY_UNITS.find(unit => unit.id === id);
}

/** Reads the answers of an address. A bad one takes none of the others with it. */
export function readAnswers(values: URLSearchParams): Answers {
  const problems = new Map<string, string>();
  const profile: Record<string, unknown> = {};
  const skills: Record<string, string> = {};
  for (const field of PLAIN_FIELDS) {
    const text = values.get(field.id)?.trim();
    if (!text) {
      continue;
    }
    const problem = problemOf(field, text);
    if (problem) {
      problems.set(field.id, problem);
    } else if (field.id.startsWith('skills.')) {
      skills[field.id.slice('skills.'.length)] = text;
    } else {
      profile[field.id] = field.kind === 'choice' ? text : parseNumber(text);
    }
  }
  if (Object.keys(skills).length > 0) {
    profile.skills = skills;
  }
  readLatency(values, profile, problems);
  const saas = profile[SAAS_ENDPOINTS.id] as number | undefined;
  const all = profile[ENDPOINTS.id] as number | undefined;
  if (saas !== undefined && all !== undefined && saas > all) {
    problems.set(
      SAAS_ENDPOINTS.id,
      `More than all endpoints, ${all}. Make it ${all} at most, or raise that.`,
    );
    delete profile[SAAS_ENDPOINTS.id];
  }
  return {
    profile: profile as Partial<Profile>,
    ...readPlace(values, problems),
    problems,
  };
}

function problemOf(field: AnswerField, text: string): string | undefined {
  if (field.kind === 'choice') {
    return field.options.some(({ id }) => id === text)
      ? undefined
      : `"${text}" is none of these. Choose one.`;
  }
  return problemOfNumber(field, text);
}

function notANumber(text: string): string {
  return `"${text}" is not a number. Write it like 9000 or 0.5.`;
}

function problemOfNumber(
  { min, max, isWhole }: NumberField,
  text: string,
): string | undefined {
  const value = parseNumber(text);
  if (value === undefined) {
    return notANumber(text);
  }
  if (isWhole && !Number.isInteger(value)) {
    return 'Give a whole number.';
  }
  if (value < min || value > max) {
    return `Give a number from ${min.toLocaleString('en-GB')} to ${max.toLocaleString('en-GB')}.`;
  }
  return undefined;
}

function readLatency(
  values: URLSearchParams,
  profile: Record<string, unknown>,
  problems: Map<string, string>,
): void {
  const text = values.get(LATENCY.id)?.trim();
  if (!text) {
    return;
  }
  const unit = latencyUnitOf(values);
  if (!unit) {
    problems.set(
      LATENCY.id,
      `"${values.get(LATENCY_UNIT)}" is no unit of time here. Choose one.`,
    );
    return;
  }
  const value = parseNumber(text);
  if (value === undefined) {
    problems.set(LATENCY.id, notANumber(text));
  } else if (value * unit.ms < 1 || value * unit.ms > LONGEST_LATENCY_MS) {
    problems.set(LATENCY.id, 'Give a time from 1 ms to 3,650 d.');
  } else {
    profile.latencyMs = value * unit.ms;
  }
}

function readPlace(
  values: URLSearchParams,
  problems: Map<string, string>,
): Pick<Answers, 'sourceRef' | 'targetRefs'> {
  const refsOf = (id: string) => {
    const refs = (values.get(id) ?? '')
      .split(/[,\s]+/)
      .filter(ref => ref !== '');
    const stranger = refs.find(ref => !ENTITY_REF.test(ref));
    if (stranger) {
      problems.set(
        id,
        `"${stranger}" is no full entity reference. Write it like system:default/web-shop.`,
      );
      return [];
    }
    return refs;
  };
  const [sourceRef, ...others] = refsOf(SOURCE);
  if (others.length > 0) {
    problems.set(SOURCE, 'Give one source only.');
  }
  const targetRefs = refsOf(TARGETS);
  return {
    ...(sourceRef && { sourceRef }),
    ...(targetRefs.length > 0 && { targetRefs }),
  };
}

/** What to ask for; undefined while what every ranking needs is not answered. */
export function toRequest(
  { profile, sourceRef, targetRefs }: Answers,
  entityRef: string | undefined,
): RecommendationRequest | undefined {
  const { interaction, volumePerDay } = profile;
  if (!interaction || volumePerDay === undefined) {
    return undefined;
  }
  const complete: Profile = { ...profile, interaction, volumePerDay };
  // Where an integration is, the catalog knows.
  return entityRef
    ? { profile: complete, entityRef }
    : { profile: complete, sourceRef, targetRefs };
}
