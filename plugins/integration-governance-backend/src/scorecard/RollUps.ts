import { RollUp } from '@tieline/plugin-integrations-common/governance';
import { Checklist } from '../checklist/Checklist';
import { Surroundings } from '../evidence/Surroundings';
import { GroupBy, GroupedTally, groupIntegrations } from './groupIntegrations';
import { rollUp } from './rollUp';

type Tallies = readonly GroupedTally[];

interface Groups {
  by: GroupBy;
  checklist: Checklist;
  surroundings: Surroundings;
  groups: readonly RollUp[];
}

interface Total {
  checklist: Checklist;
  total: RollUp;
}

/**
 * Rolls one set of tallies up once, however often it is asked for. It is done
 * anew where another checklist counts or the surroundings were read anew, and
 * forgotten together with the tallies.
 */
export class RollUps {
  readonly #groups = new WeakMap<Tallies, Groups>();
  readonly #totals = new WeakMap<Tallies, Total>();

  groupsOf(
    tallies: Tallies,
    by: GroupBy,
    checklist: Checklist,
    surroundings: Surroundings,
  ): readonly RollUp[] {
    const known = this.#groups.get(tallies);
    if (
      known?.by === by &&
      known.checklist === checklist &&
      known.surroundings === surroundings
    ) {
      return known.groups;
    }
    const groups = groupIntegrations(
      by,
      tallies,
      surroundings,
      checklist.questionIds,
    );
    this.#groups.set(tallies, { by, checklist, surroundings, groups });
    return groups;
  }

  totalOf(tallies: Tallies, checklist: Checklist): RollUp {
    const known = this.#totals.get(tallies);
    if (known?.checklist === checklist) {
      return known.total;
    }
    const total = rollUp(
      { key: 'all', title: 'All integrations', depth: 0 },
      tallies,
      checklist.questionIds,
    );
    this.#totals.set(tallies, { checklist, total });
    return total;
  }
}
