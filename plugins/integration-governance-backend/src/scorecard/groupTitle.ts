import { parseEntityRef } from '@backstage/catalog-model';
import { Surroundings } from '../evidence/Surroundings';

/** What a group is called: an entity's title or name, else its value. */
export function groupTitle(key: string, surroundings: Surroundings): string {
  const title = surroundings.titleOf(key);
  if (title !== undefined) {
    return title;
  }
  try {
    return parseEntityRef(key).name;
  } catch {
    return key;
  }
}
