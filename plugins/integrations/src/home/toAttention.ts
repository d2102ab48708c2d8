import {
  CRITICALITIES,
  Criticality,
  HEALTH_STATUSES,
  HealthStatus,
} from '@tieline/plugin-integrations-common';
import {
  Alarm,
  HealthSummary,
} from '@tieline/plugin-integrations-common/telemetry';

/** One cause that needs somebody: of one integration, of what several depend on, or of what nobody declared. */
export interface Attention {
  key: string;
  status: HealthStatus;
  /** Missing for the first minutes, and where another tool has it. */
  alarm?: Alarm;
  /** Of the integration itself; of a cause its most critical victim's. */
  health?: HealthSummary;
  /** Of a cause: those that need somebody because of it. */
  victims: HealthSummary[];
}

function criticalityRank(criticality: Criticality | undefined): number {
  return criticality ? CRITICALITIES.indexOf(criticality) : -1;
}

const rankOf = ({ health }: Attention) =>
  criticalityRank(health?.integration.criticality);

function mostCritical(
  victims: readonly HealthSummary[],
): HealthSummary | undefined {
  return [...victims].sort(
    (one, other) =>
      criticalityRank(other.integration.criticality) -
      criticalityRank(one.integration.criticality),
  )[0];
}

/**
 * Joins what is unwell with the alarms that are on: a cause stands for its
 * victims, and what has no alarm yet stands for itself. Worst first, then by
 * criticality and reach.
 *
 * @param needing - failing, degraded and silent integrations, worst first
 * @param alarms - those that are on and no other stands for
 */
export function toAttention(
  needing: readonly HealthSummary[],
  alarms: readonly Alarm[],
): Attention[] {
  const byRef = new Map(
    needing.map(health => [health.integration.entityRef, health]),
  );
  const spokenFor = new Set<string>();
  const rows: Attention[] = [];
  const add = (alarm: Alarm, row: Partial<Attention>) =>
    rows.push({
      key: alarm.id,
      status: alarm.status,
      alarm,
      victims: [],
      ...row,
    });
  // What is well again is in the log until it stayed so.
  const unwell = alarms.filter(({ wellSince }) => !wellSince);
  for (const alarm of unwell.filter(({ kind }) => kind === 'cause')) {
    const refs = alarm.victims ?? [];
    const victims = refs.flatMap(ref => byRef.get(ref) ?? []);
    refs.forEach(ref => spokenFor.add(ref));
    add(alarm, { victims, health: mostCritical(victims) });
  }
  for (const alarm of unwell.filter(({ kind }) => kind === 'own')) {
    const health = byRef.get(alarm.subject ?? '');
    if (!spokenFor.has(alarm.subject ?? '')) {
      spokenFor.add(alarm.subject ?? '');
      add(alarm, {
        // The same before and after its alarm: a row stays where it is.
        key: alarm.subject ?? alarm.id,
        health,
        status: health?.status ?? alarm.status,
      });
    }
  }
  for (const health of needing) {
    const { entityRef } = health.integration;
    if (!spokenFor.has(entityRef)) {
      spokenFor.add(entityRef);
      rows.push({ key: entityRef, status: health.status, health, victims: [] });
    }
  }
  for (const alarm of unwell.filter(({ kind }) => kind === 'drift')) {
    add(alarm, {});
  }
  for (const alarm of unwell.filter(({ kind }) => kind === 'external')) {
    // What another tool says of something that stands here already is no second cause.
    if (!alarm.subject || !spokenFor.has(alarm.subject)) {
      add(alarm, {});
    }
  }
  return rows
    .map((row, index) => ({ row, index }))
    .sort(
      (one, other) =>
        HEALTH_STATUSES.indexOf(one.row.status) -
          HEALTH_STATUSES.indexOf(other.row.status) ||
        rankOf(other.row) - rankOf(one.row) ||
        other.row.victims.length - one.row.victims.length ||
        one.index - other.index,
    )
    .map(({ row }) => row);
}
