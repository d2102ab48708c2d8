import { Json } from '../../../../text/Json';
import { StrictCase } from './StrictCase';

/** What a limit does when it comes, goes, rises or falls; an upper one may go and rise, a lower one go and fall. */
function limitCases(
  keyword: string,
  name: string,
  isUpper: boolean,
  around: object,
): StrictCase[] {
  const without = around as Json;
  const of = (limit: number) => ({ ...around, [keyword]: limit }) as Json;
  return [
    [without, of(5), [`${name}_ADDED`], false],
    [of(5), without, [`${name}_REMOVED`], true],
    [of(5), of(7), [`${name}_INCREASED`], isUpper],
    [of(5), of(3), [`${name}_DECREASED`], !isUpper],
  ];
}

export const allLimitCases: readonly StrictCase[] = [
  ...limitCases('maxLength', 'MAX_LENGTH', true, { type: 'string' }),
  ...limitCases('minLength', 'MIN_LENGTH', false, { type: 'string' }),
  ...limitCases('maximum', 'MAXIMUM', true, { type: 'number' }),
  ...limitCases('minimum', 'MINIMUM', false, { type: 'number' }),
  ...limitCases('exclusiveMaximum', 'EXCLUSIVE_MAXIMUM', true, {
    type: 'number',
  }),
  ...limitCases('exclusiveMinimum', 'EXCLUSIVE_MINIMUM', false, {
    type: 'number',
  }),
  ...limitCases('maxItems', 'MAX_ITEMS', true, { type: 'array' }),
  ...limitCases('minItems', 'MIN_ITEMS', false, { type: 'array' }),
  ...limitCases('maxProperties', 'MAX_PROPERTIES', true, { type: 'object' }),
  ...limitCases('minProperties', 'MIN_PROPERTIES', false, { type: 'object' }),
  ...limitCases('maxContains', 'MAX_CONTAINS', true, {
    ...{ type: 'array', contains: {} },
    $schema: 'https://json-schema.org/draft/2020-12/schema',
  }),
];
