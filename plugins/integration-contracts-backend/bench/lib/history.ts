/** A schema of about a megabyte, with a history: types that refer to each other, as a company's canonical model has them. */

const TYPES = 330;
const MEMBERS = 16;

/** Every so many types one has alternatives, a choice of others. */
const CHOICES = 20;

type Schema = Record<string, unknown>;

interface Model extends Schema {
  properties: Record<string, Schema>;
  $defs: Record<string, { properties: Record<string, Schema> } & Schema>;
}

const WORDS =
  'order customer address line price currency delivery invoice payment carrier warehouse return batch supplier tax discount contract period region status'.split(
    ' ',
  );

const wordAt = (at: number) => WORDS[at % WORDS.length];
const typeName = (at: number) =>
  `${wordAt(at)}${wordAt(Math.floor(at / WORDS.length) + 7)}${at}`;
const toType = (at: number) => ({ $ref: `#/$defs/${typeName(at)}` });

/** The types that most others are made of, such as an address. */
const BASICS = 30;

/** Types are made of smaller ones, those of basic ones; some know what they are part of. */
function typeWithin(type: number, at: number): number {
  if (type % 11 === 0 && at === 11) {
    return Math.floor(type / 3);
  }
  const below = type * 3 + 1 + (at % 3);
  return below < TYPES - BASICS && at < 12
    ? below
    : TYPES - 1 - ((type * 7 + at) % BASICS);
}

function memberOf(type: number, at: number): Schema {
  const description = `The ${wordAt(type + at)} of the ${wordAt(type)}, as the ${wordAt(at * 3)} system keeps it. Changed only by who owns the ${wordAt(type * 5 + at)}.`;
  switch (at % 8) {
    case 0:
      return {
        description,
        type: 'string',
        minLength: 1,
        maxLength: 80 + type,
      };
    case 1:
      return { description, type: 'integer', minimum: 0 };
    case 2:
      return {
        description,
        enum: WORDS.slice(type % 10, (type % 10) + 6).map(word =>
          word.toUpperCase(),
        ),
      };
    case 3:
      return { description, ...toType(typeWithin(type, at)) };
    case 4:
      return {
        description,
        type: 'array',
        maxItems: 500,
        items: toType(typeWithin(type, at)),
      };
    case 5:
      return { description, type: 'string', format: 'date-time' };
    case 6:
      return { description, type: ['number', 'null'], multipleOf: 0.01 };
    default:
      return { description, type: 'string', pattern: '^[A-Z]{2}-[0-9]+$' };
  }
}

function firstModel(): Model {
  const $defs: Model['$defs'] = {};
  for (let type = 0; type < TYPES; type += 1) {
    const properties: Record<string, Schema> = {};
    for (let at = 0; at < MEMBERS; at += 1) {
      properties[`${wordAt(type + at)}${at}`] = memberOf(type, at);
    }
    $defs[typeName(type)] = {
      description: `What a ${typeName(type)} is.`,
      type: 'object',
      properties,
      required: Object.keys(properties).slice(0, 3),
      additionalProperties: false,
      ...(type % CHOICES === 1 && {
        anyOf: [{ required: [`${wordAt(type)}0`] }, { minProperties: 4 }],
      }),
    };
  }
  const properties = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `${wordAt(at)}s${at}`,
      toType(at * 7),
    ]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://schemas.example.com/model',
    version: '1.0',
    type: 'object',
    properties,
    additionalProperties: false,
    $defs,
  };
}

/** A small change that nobody minds; which kind goes by its number. */
function change(model: Model, number: number): Model {
  const name = typeName((number * 37) % TYPES);
  const type = model.$defs[name];
  const [first, second] = Object.entries(type.properties);
  const added = `added${number}`;
  const changed = [
    {
      ...type,
      properties: { ...type.properties, [added]: { type: 'string' } },
    },
    {
      ...type,
      description: `What a ${name} is, said better for the ${number}th time.`,
    },
    {
      ...type,
      properties: {
        [first[0]]: { ...first[1], maxLength: 1_000 + number },
        ...omit(type.properties, first[0]),
      },
    },
    {
      ...type,
      properties: {
        ...type.properties,
        [second[0]]: { ...second[1], minimum: -number },
      },
    },
  ][number % 4];
  return {
    ...model,
    version: `1.${number}`,
    $defs: { ...model.$defs, [name]: changed },
  };
}

function omit(properties: Record<string, Schema>, name: string) {
  const { [name]: _, ...rest } = properties;
  return rest;
}

/** @returns the texts of so many versions, oldest first; of each the next is a small change */
export function makeHistory(versions: number): string[] {
  let model = firstModel();
  return Array.from({ length: versions }, (_, number) => {
    model = number === 0 ? model : change(model, number);
    return JSON.stringify(model, null, 1);
  });
}

/** The last version with a member more that has to be there, in a type that some others are made of. */
export function makeBreaking(text: string): string {
  const model: Model = JSON.parse(text);
  const type = model.$defs[typeName(100)];
  type.properties.brandNew = { type: 'string' };
  type.required = [...(type.required as string[]), 'brandNew'];
  return JSON.stringify(model, null, 1);
}
