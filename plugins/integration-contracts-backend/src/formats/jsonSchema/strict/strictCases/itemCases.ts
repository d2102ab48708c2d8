import { StrictCase, list, modern, text } from './StrictCase';

const closedList = { additionalItems: false };

const placeCases: readonly StrictCase[] = [
  [
    list([text]),
    list([text, {}]),
    ['ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    list([text, text]),
    list([text]),
    ['ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    list([text, false], closedList),
    list([text], closedList),
    ['ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL'],
    true,
  ],
  [
    list([text, text], closedList),
    list([text], closedList),
    ['ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL'],
    false,
  ],
  [
    list([text, { type: 'null' }], { additionalItems: text }),
    list([text], { additionalItems: text }),
    [
      'TYPE_CHANGED',
      'ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
    ],
    false,
  ],
  [
    list([text], { additionalItems: text }),
    list([text, text], { additionalItems: text }),
    ['ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    list([text], { additionalItems: text }),
    list([text, { type: 'null' }], { additionalItems: text }),
    ['TYPE_CHANGED', 'ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'],
    false,
  ],
  // What nothing else evaluates decides where there are no additional items.
  [
    modern({ type: 'array', prefixItems: [text], unevaluatedItems: false }),
    modern({
      ...{ type: 'array', prefixItems: [text, text] },
      unevaluatedItems: false,
    }),
    ['ITEM_ADDED_TO_CLOSED_CONTENT_MODEL'],
    true,
  ],
  [
    modern({ type: 'array', prefixItems: [text], items: text }),
    modern({ type: 'array', prefixItems: [text, text], items: text }),
    ['ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    modern({ type: 'array' }),
    modern({ type: 'array', items: false }),
    ['ADDITIONAL_ITEMS_REMOVED'],
    false,
  ],
  // What an item has to be like isn't compared, only how many there have to be.
  [
    modern({ type: 'array', contains: text }),
    modern({ type: 'array', contains: { type: 'null' } }),
    [],
    true,
  ],
  [
    modern({ type: 'array' }),
    modern({ type: 'array', contains: text }),
    ['MIN_CONTAINS_ADDED'],
    false,
  ],
  [
    modern({ type: 'array', contains: text }),
    modern({ type: 'array' }),
    ['MIN_CONTAINS_REMOVED'],
    true,
  ],
  [
    modern({ type: 'array', contains: text }),
    modern({ type: 'array', contains: text, minContains: 2 }),
    ['MIN_CONTAINS_INCREASED'],
    false,
  ],
  [
    modern({ type: 'array', contains: text }),
    modern({ type: 'array', contains: text, minContains: 0 }),
    ['MIN_CONTAINS_DECREASED'],
    true,
  ],
  [{ type: 'array' }, { type: 'array', contains: text }, [], true],
];

export const itemCases: readonly StrictCase[] = [
  [list(text), { type: 'array' }, ['SCHEMA_REMOVED'], true],
  [{ type: 'array' }, list(text), ['SCHEMA_ADDED'], false],
  [
    list([text]),
    list([text, text]),
    ['ITEM_ADDED_TO_OPEN_CONTENT_MODEL'],
    false,
  ],
  [
    list([text], { additionalItems: false }),
    list([text, text], { additionalItems: false }),
    ['ITEM_ADDED_TO_CLOSED_CONTENT_MODEL'],
    true,
  ],
  [
    list([text, text], { additionalItems: text }),
    list([text], { additionalItems: text }),
    ['ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    list(text, { uniqueItems: true }),
    list(text),
    ['UNIQUE_ITEMS_REMOVED'],
    true,
  ],
  ...placeCases,
];
