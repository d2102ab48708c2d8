import { Json, isJsonObject, member } from '../../../text/Json';

/** The kinds of values that keywords of their own speak of. */
export type KeywordKind = 'array' | 'object' | 'number' | 'string';

/**
 * What a registry's loader of schemas knows. It has two: one for drafts 4 to 7,
 * and one for 2019-09 and later, which reads only those drafts' own keywords.
 */
export interface Dialect {
  isModern: boolean;
  idKeyword: '$id' | 'id';
  keywords: Readonly<Record<KeywordKind, readonly string[]>>;
  knowsConst: boolean;
  knowsConditions: boolean;
}

const NUMBER = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
];
const STRING = ['minLength', 'maxLength', 'pattern'];
const OBJECT = [
  'properties',
  'required',
  'minProperties',
  'maxProperties',
  'patternProperties',
  'additionalProperties',
];
const ARRAY = ['items', 'minItems', 'maxItems', 'uniqueItems'];

/** Up to draft 7 a format makes a schema one of texts, whatever its type is. */
const OLD_STRING = [...STRING, 'format'];

const DRAFT_4: Dialect = {
  isModern: false,
  idKeyword: 'id',
  keywords: {
    number: NUMBER,
    string: OLD_STRING,
    object: [...OBJECT, 'dependencies'],
    array: [...ARRAY, 'additionalItems'],
  },
  knowsConst: false,
  knowsConditions: false,
};

const DRAFT_6: Dialect = {
  ...DRAFT_4,
  idKeyword: '$id',
  keywords: {
    ...DRAFT_4.keywords,
    object: [...DRAFT_4.keywords.object, 'propertyNames'],
    array: [...DRAFT_4.keywords.array, 'contains'],
  },
  knowsConst: true,
};

const DRAFT_7: Dialect = { ...DRAFT_6, knowsConditions: true };

const MODERN: Dialect = {
  ...DRAFT_7,
  isModern: true,
  keywords: {
    number: NUMBER,
    string: STRING,
    object: [
      ...OBJECT,
      'dependentRequired',
      'dependentSchemas',
      'propertyNames',
      'unevaluatedProperties',
    ],
    array: [...ARRAY, 'prefixItems', 'contains', 'unevaluatedItems'],
  },
};

/** The dialect that a text names in `$schema`; draft 7 where it names none that is known. */
export function dialectOf(root: Json): Dialect {
  const named = isJsonObject(root) ? member(root, '$schema') : undefined;
  if (typeof named !== 'string') {
    return DRAFT_7;
  }
  if (/\/draft\/20(19-09|20-12)\//.test(named)) {
    return MODERN;
  }
  if (named.includes('draft-04')) {
    return DRAFT_4;
  }
  return named.includes('draft-06') ? DRAFT_6 : DRAFT_7;
}
