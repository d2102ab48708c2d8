/**
 * Differences that Confluent's schema registry takes for compatible (its
 * documentation, "Schema evolution and compatibility for JSON Schema"). Every
 * difference that isn't listed breaks.
 */
export const STRICTLY_COMPATIBLE: ReadonlySet<string> = new Set([
  'ID_CHANGED',
  'TITLE_CHANGED',
  'DESCRIPTION_CHANGED',
  'DEFAULT_CHANGED',
  'SCHEMA_REMOVED',
  'TYPE_EXTENDED',
  'PATTERN_REMOVED',
  ...['MAX_LENGTH', 'MAXIMUM', 'EXCLUSIVE_MAXIMUM'].flatMap(growing),
  ...['MAX_PROPERTIES', 'MAX_ITEMS', 'MAX_CONTAINS'].flatMap(growing),
  ...['MIN_LENGTH', 'MINIMUM', 'EXCLUSIVE_MINIMUM'].flatMap(shrinking),
  ...['MIN_PROPERTIES', 'MIN_ITEMS', 'MIN_CONTAINS'].flatMap(shrinking),
  'MULTIPLE_OF_REDUCED',
  'MULTIPLE_OF_REMOVED',
  'REQUIRED_ATTRIBUTE_REMOVED',
  'REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED',
  'DEPENDENCY_ARRAY_NARROWED',
  'DEPENDENCY_ARRAY_REMOVED',
  'DEPENDENCY_SCHEMA_REMOVED',
  ...['ADDITIONAL', 'UNEVALUATED'].flatMap(keyword => [
    `${keyword}_PROPERTIES_ADDED`,
    `${keyword}_PROPERTIES_EXTENDED`,
    `${keyword}_ITEMS_ADDED`,
    `${keyword}_ITEMS_EXTENDED`,
  ]),
  ...['PROPERTY', 'ITEM'].flatMap(part => [
    `${part}_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL`,
    `${part}_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL`,
    `${part}_REMOVED_FROM_OPEN_CONTENT_MODEL`,
    `${part}_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`,
    `${part}_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`,
  ]),
  'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL',
  'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL',
  'ITEM_ADDED_TO_CLOSED_CONTENT_MODEL',
  'UNIQUE_ITEMS_REMOVED',
  'ENUM_ARRAY_EXTENDED',
  'COMBINED_TYPE_EXTENDED',
  'PRODUCT_TYPE_NARROWED',
  'SUM_TYPE_EXTENDED',
  'NOT_TYPE_NARROWED',
]);

/** Under the lenient policy, members that nobody described may come to be described or refused. */
export const LENIENTLY_COMPATIBLE: ReadonlySet<string> = new Set([
  ...STRICTLY_COMPATIBLE,
  'ADDITIONAL_PROPERTIES_NARROWED',
  'ADDITIONAL_PROPERTIES_REMOVED',
  'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL',
  'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL',
  'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
  'PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
]);

function growing(limit: string): string[] {
  return [`${limit}_INCREASED`, `${limit}_REMOVED`];
}

function shrinking(limit: string): string[] {
  return [`${limit}_DECREASED`, `${limit}_REMOVED`];
}
