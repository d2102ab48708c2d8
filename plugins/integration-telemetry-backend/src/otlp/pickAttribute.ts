import { Attributes } from './model';

/** The first of some attributes that is there, of the item itself or of its resource. */
export function pickAttribute(
  attributes: Attributes,
  resource: Attributes,
  names: readonly string[],
): string | undefined {
  for (const name of names) {
    const value = attributes.get(name) ?? resource.get(name);
    if (value) {
      return value;
    }
  }
  return undefined;
}
