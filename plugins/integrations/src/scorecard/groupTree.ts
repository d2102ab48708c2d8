import {
  PortfolioScorecard,
  RollUp,
} from '@tieline/plugin-integrations-common/governance';

/** An integration with its score, as the portfolio lists it. */
export type PortfolioRow = PortfolioScorecard['rows'][number];

/** Integrations of one owner within a group that is no team itself. */
export interface Team {
  /** Undefined for integrations without owner. */
  ownerRef?: string;
  rows: PortfolioRow[];
}

/** A group with what is shown under it. */
export interface GroupSection {
  group: RollUp;
  isFolded: boolean;
  /** Empty while it is folded. Worst first. */
  teams: Team[];
}

/**
 * Puts the integrations under their groups, and leaves out what lies in a
 * folded one. The order of groups and rows is the portfolio's: worst first.
 *
 * @param folded - keys of the groups whose rows and sub-groups are hidden
 */
export function toSections(
  portfolio: PortfolioScorecard,
  folded: ReadonlySet<string>,
): GroupSection[] {
  const rowsByGroup = new Map<string, PortfolioRow[]>();
  for (const row of portfolio.rows) {
    const rows = rowsByGroup.get(row.groupKey);
    if (rows) {
      rows.push(row);
    } else {
      rowsByGroup.set(row.groupKey, [row]);
    }
  }
  const hidden = new Set<string>();
  const sections: GroupSection[] = [];
  for (const group of portfolio.groups) {
    const isFolded = folded.has(group.key);
    const isHidden =
      group.parentKey !== undefined && hidden.has(group.parentKey);
    if (isFolded || isHidden) {
      hidden.add(group.key);
    }
    if (!isHidden) {
      const rows = isFolded ? [] : (rowsByGroup.get(group.key) ?? []);
      sections.push({
        group,
        isFolded,
        teams: portfolio.groupBy === 'domain' ? byOwner(rows) : asOneTeam(rows),
      });
    }
  }
  return sections;
}

/** From here on, drawing only what is in the window pays. */
const LONG_ROWS = 100;

/** Whether there are so many integrations that not all should be laid out. */
export function isLong(portfolio: PortfolioScorecard): boolean {
  return portfolio.rows.length > LONG_ROWS;
}

function asOneTeam(rows: PortfolioRow[]): Team[] {
  return rows.length ? [{ rows }] : [];
}

/** Teams in the order of their worst integration. */
function byOwner(rows: PortfolioRow[]): Team[] {
  const teams = new Map<string | undefined, Team>();
  for (const row of rows) {
    const { ownerRef } = row.integration;
    const team = teams.get(ownerRef);
    if (team) {
      team.rows.push(row);
    } else {
      teams.set(ownerRef, { ownerRef, rows: [row] });
    }
  }
  return [...teams.values()];
}
