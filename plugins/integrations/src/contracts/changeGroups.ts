import {
  ContractChange,
  ContractDifference,
  ContractViolation,
} from '@tieline/plugin-integrations-common/contracts';

/** A change with the reasons why it breaks. */
export interface JudgedChange {
  change: ContractChange;
  violations: ContractViolation[];
}

export interface ChangeGroups {
  added: JudgedChange[];
  removed: JudgedChange[];
  changed: JudgedChange[];
  /** In words for people only. */
  documentation: JudgedChange[];
  /** Violations that no single change explains. */
  unplaced: ContractViolation[];
}

/** How bad a change is: 2 breaks, 1 warns, 0 neither. */
export function gravity({ violations }: JudgedChange): 0 | 1 | 2 {
  if (violations.some(({ severity }) => severity === 'error')) {
    return 2;
  }
  return violations.length ? 1 : 0;
}

/** Changes by kind, those that break first, and otherwise in their order. */
export function groupChanges(difference: ContractDifference): ChangeGroups {
  const { violations } = difference.verdict;
  const groups: ChangeGroups = {
    added: [],
    removed: [],
    changed: [],
    documentation: [],
    unplaced: [],
  };
  const placed = new Set<number>();
  for (const change of difference.changes) {
    const judged = {
      change,
      violations: change.violations.flatMap(index => violations[index] ?? []),
    };
    change.violations.forEach(index => placed.add(index));
    // Words for people that break all the same are no side matter.
    const isAside = change.documentation && judged.violations.length === 0;
    groups[isAside ? 'documentation' : change.kind].push(judged);
  }
  const worstFirst = (one: JudgedChange, other: JudgedChange) =>
    gravity(other) - gravity(one);
  groups.added.sort(worstFirst);
  groups.removed.sort(worstFirst);
  groups.changed.sort(worstFirst);
  groups.unplaced = violations.filter((_, index) => !placed.has(index));
  return groups;
}
