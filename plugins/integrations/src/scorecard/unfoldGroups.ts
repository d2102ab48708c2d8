import { RollUp } from '@tieline/plugin-integrations-common/governance';

/**
 * Puts what lies within each opened group right after it, as deep as groups are
 * opened.
 *
 * @param childrenOf - what lies directly within a group, as far as it was read
 * @returns the groups, and the keys of those whose children are to be read
 */
export function unfoldGroups(
  outermost: readonly RollUp[],
  opened: readonly string[],
  childrenOf: (key: string) => readonly RollUp[] | undefined,
): { groups: RollUp[]; parents: string[] } {
  const groups: RollUp[] = [];
  const parents: string[] = [];
  // A group that was moved is in two places until both are read again.
  const seen = new Set<string>();
  const add = (siblings: readonly RollUp[]) => {
    for (const group of siblings) {
      if (!seen.has(group.key)) {
        seen.add(group.key);
        groups.push(group);
        if (group.childGroups && opened.includes(group.key)) {
          parents.push(group.key);
          add(childrenOf(group.key) ?? []);
        }
      }
    }
  };
  add(outermost);
  return { groups, parents };
}
