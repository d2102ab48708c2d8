import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';

/** What began so close together may have one cause. */
const TOGETHER_MS = 10 * 60_000;

/** So many at once are no coincidence, however many are well. */
const FEWEST_VICTIMS = 3;

/** An integration that needs somebody, and since when. */
export interface Ailing {
  facets: Pick<
    IntegrationFacets,
    'entityRef' | 'interaction' | 'targetRefs' | 'viaRefs'
  >;
  onsetMs: number;
}

/** What several integrations that began to ail together depend on. */
export interface Cause {
  /** Full reference of a system, component or platform. */
  ref: string;
  /** `callee` answers their requests, `platform` carries their data. */
  role: 'callee' | 'platform';
  victims: string[];
  /** Of the first victim. */
  onsetMs: number;
  /** How many integrations depend on it in the same way. */
  dependents: number;
}

/**
 * Finds what takes several integrations down at once: a callee that all of
 * them ask, or a platform that carries all of them. Each integration has at
 * most one cause: the one with the most victims; of equals the callee, which
 * is closer.
 *
 * @param all - everything there is, to tell two of two from two of twenty
 */
export function findCauses(
  ailing: readonly Ailing[],
  all: ReadonlyArray<Ailing['facets']>,
): Cause[] {
  const candidates: Cause[] = [];
  const byDependency = new Map<string, Ailing[]>();
  for (const item of ailing) {
    for (const key of dependenciesOf(item.facets)) {
      const known = byDependency.get(key);
      if (known) {
        known.push(item);
      } else {
        byDependency.set(key, [item]);
      }
    }
  }
  const dependentsOf = countDependents(all, byDependency);
  for (const [key, members] of byDependency) {
    const [role, ref] = key.split(' ') as [Cause['role'], string];
    const dependents = dependentsOf.get(key) ?? 0;
    for (const group of togetherIn(members)) {
      const isMost = group.length >= 2 && group.length * 2 >= dependents;
      if (isMost || group.length >= FEWEST_VICTIMS) {
        candidates.push({
          ref,
          role,
          victims: group.map(({ facets }) => facets.entityRef),
          onsetMs: Math.min(...group.map(({ onsetMs }) => onsetMs)),
          dependents,
        });
      }
    }
  }
  candidates.sort(
    (one, other) =>
      other.victims.length - one.victims.length ||
      Number(one.role === 'platform') - Number(other.role === 'platform') ||
      (one.ref < other.ref ? -1 : 1),
  );
  const taken = new Set<string>();
  const causes: Cause[] = [];
  for (const cause of candidates) {
    if (cause.victims.every(victim => !taken.has(victim))) {
      causes.push(cause);
      cause.victims.forEach(victim => taken.add(victim));
    }
  }
  return causes;
}

/** How many integrations depend on each of these. */
function countDependents(
  all: ReadonlyArray<Ailing['facets']>,
  keys: ReadonlyMap<string, unknown>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const facets of all) {
    for (const key of new Set(dependenciesOf(facets))) {
      if (keys.has(key)) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** Who is asked can fail those who ask; who is only told something can't. */
function dependenciesOf(facets: Ailing['facets']): string[] {
  const callees = facets.interaction === 'request' ? facets.targetRefs : [];
  return [
    ...callees.map(ref => `callee ${ref}`),
    ...facets.viaRefs.map(ref => `platform ${ref}`),
  ];
}

/** Cuts them where more than ten minutes lie between two onsets. */
function togetherIn(members: readonly Ailing[]): Ailing[][] {
  const groups: Ailing[][] = [];
  let lastMs = -Infinity;
  for (const item of [...members].sort(
    (one, other) => one.onsetMs - other.onsetMs,
  )) {
    if (item.onsetMs - lastMs > TOGETHER_MS) {
      groups.push([]);
    }
    groups[groups.length - 1].push(item);
    lastMs = item.onsetMs;
  }
  return groups;
}
