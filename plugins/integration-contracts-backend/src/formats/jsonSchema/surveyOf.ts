import { isJsonObject, Json, JsonObject, member } from '../../text/Json';
import { Budget } from './Budget';

/** Below these stand values, which are no schemas. */
export const NOT_SCHEMAS = new Set([
  'enum',
  'const',
  'default',
  'example',
  'examples',
]);

/** Whose members have names of their own, and are schemas each. */
export const MAPS_OF_SCHEMAS = new Set([
  'properties',
  'patternProperties',
  'dependencies',
  'dependentSchemas',
  'definitions',
  '$defs',
]);

/** What a text with schemas is made of. */
export interface Survey {
  /** How many values, plain ones too, are in it or are it. */
  values: number;
  /** How deep they are nested: 1 where it is a plain value. */
  levels: number;
  /** Whether a schema in it has a base or a name of its own, or it has a name itself; and whether one refers to what may be overridden. */
  identifies: boolean;
}

const PLAIN: Survey = { values: 1, levels: 1, identifies: false };

/** What is smaller is counted again faster than it is remembered. */
const LEAST_REMEMBERED = 16;

/** Versions that were parsed like each other share most of their parts. */
const known = new WeakMap<object, Survey>();

/**
 * Counts what a text holds.
 *
 * @throws TooComplexError where it is nested too deeply
 */
export function surveyOf(value: Json, budget: Budget, above = 0): Survey {
  if (typeof value !== 'object' || value === null) {
    budget.within(above + 1);
    return PLAIN;
  }
  const told = known.get(value);
  if (told) {
    budget.within(above + told.levels);
    return told;
  }
  budget.within(above + 1);
  const survey: Survey = {
    values: 1,
    levels: 1,
    identifies: isJsonObject(value) && isNamed(value),
  };
  const add = (child: Json, down = 1) => {
    const { values, levels, identifies } = surveyOf(
      child,
      budget,
      above + down,
    );
    survey.values += values;
    survey.levels = Math.max(survey.levels, levels + down);
    survey.identifies ||=
      identifies || (isJsonObject(child) && identifierOf(child) !== undefined);
  };
  if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      const child = value[key]!;
      if (MAPS_OF_SCHEMAS.has(key) && isJsonObject(child)) {
        survey.values += 1;
        Object.values(child).forEach(named => add(named!, 2));
      } else if (!NOT_SCHEMAS.has(key)) {
        add(child);
      }
    }
  } else {
    value.forEach(item => add(item));
  }
  if (survey.values >= LEAST_REMEMBERED) {
    known.set(value, survey);
  }
  return survey;
}

function isNamed(schema: JsonObject): boolean {
  return (
    identifierOf(schema)?.startsWith('#') === true ||
    ['$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveRef'].some(
      keyword => typeof member(schema, keyword) === 'string',
    )
  );
}

/** What a schema says that it is called; in draft 4, and where drafts are mixed, `id`. */
export function identifierOf(schema: JsonObject): string | undefined {
  const identifier = member(schema, '$id') ?? member(schema, 'id');
  return typeof identifier === 'string' ? identifier : undefined;
}
