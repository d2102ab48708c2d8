import { Json } from '../../../../text/Json';
import { StrictCase, list, modern, object, text } from './StrictCase';

/** The same for members and for items: what counts where neither it nor a pattern describes them. */
export const restCases: readonly StrictCase[] = [
  [
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: {} }),
    [],
    true,
  ],
  [
    object({}),
    object({}, { additionalProperties: {} }),
    ['ADDITIONAL_PROPERTIES_NARROWED'],
    false,
  ],
  [
    list([], { additionalItems: false }),
    list([]),
    ['ADDITIONAL_ITEMS_ADDED'],
    true,
  ],
  [
    list([]),
    list([], { additionalItems: false }),
    ['ADDITIONAL_ITEMS_REMOVED'],
    false,
  ],
  [
    list([], { additionalItems: text }),
    list([]),
    ['ADDITIONAL_ITEMS_EXTENDED'],
    true,
  ],
  [
    list([]),
    list([], { additionalItems: text }),
    ['ADDITIONAL_ITEMS_NARROWED'],
    false,
  ],
  // Beside a schema for all items, there are no additional ones.
  [list(text), list(text, { additionalItems: false }), [], true],
  ...(
    [
      ['UNEVALUATED_PROPERTIES', 'object', 'unevaluatedProperties'],
      ['UNEVALUATED_ITEMS', 'array', 'unevaluatedItems'],
    ] as const
  ).flatMap(([name, type, keyword]): StrictCase[] => {
    const of = (rest?: Json) =>
      modern({ type, ...(rest !== undefined && { [keyword]: rest }) });
    return [
      [of(false), of(), [`${name}_ADDED`], true],
      [of(false), of(text), [`${name}_ADDED`], true],
      [of(), of(false), [`${name}_REMOVED`], false],
      [of(text), of(false), [`${name}_REMOVED`], false],
      [of(text), of(), [`${name}_EXTENDED`], true],
      [of(text), of({}), [`${name}_EXTENDED`], true],
      [of(), of(text), [`${name}_NARROWED`], false],
      [of(true), of(text), [`${name}_NARROWED`], false],
      [of(text), of({ type: 'null' }), ['TYPE_CHANGED'], false],
    ];
  }),
];
