import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { HEALTH_STATUSES } from '@tieline/plugin-integrations-common';
import { Alarm } from './Alarm';
import { AlarmCourse } from './AlarmCourse';
import { AlarmChange, AlarmStore } from './AlarmStore';
import { AlarmTeller } from './AlarmTeller';
import { DriftAlarms } from './DriftAlarms';
import { DueTellings } from './DueTellings';
import { AilingIntegration, AilingReader } from './AilingReader';
import { describeCause } from './describeCause';
import { keyOf } from './alarmKeys';
import { CauseOwners, NO_OWNERS } from './causeOwners';
import { Cause, findCauses } from './findCauses';
import { MaintenanceStore } from './MaintenanceStore';
import { NewFlows } from '../drift/NewFlows';

/**
 * Turns status into alarms: one for each time that an integration needs
 * somebody, and one for what takes several down. Each replica does so after
 * each round of health; what they write is the same, and who is to be told is
 * told by one of them.
 */
export class AlarmKeeper {
  readonly #store: AlarmStore;
  readonly #ailing: AilingReader;
  readonly #course: AlarmCourse;
  readonly #drift: DriftAlarms;
  readonly #tellings: DueTellings;
  #integrations: readonly IntegrationFacets[] = [];
  #owners: CauseOwners = NO_OWNERS;

  /**
   * @param options - `settleMs` and `clearAfterMs` as in {@link AlarmCourse}
   */
  constructor(options: {
    store: AlarmStore;
    ailing: AilingReader;
    flows: NewFlows;
    teller: AlarmTeller;
    maintenance: MaintenanceStore;
    settleMs: number;
    clearAfterMs: number;
  }) {
    this.#store = options.store;
    this.#ailing = options.ailing;
    this.#course = new AlarmCourse(options);
    this.#drift = new DriftAlarms({ ...options, course: this.#course });
    this.#tellings = new DueTellings(options);
  }

  /** From now on these are all the integrations, and owners of what they depend on. */
  use(integrations: readonly IntegrationFacets[], owners: CauseOwners): void {
    this.#integrations = integrations;
    this.#owners = owners;
    this.#drift.use(owners);
    this.#tellings.use(integrations);
  }

  /** Brings alarms up to date with the status and the drift that are stored, and tells of them. */
  async reconcile(nowMs: number): Promise<void> {
    await this.#followStatus(nowMs);
    try {
      await this.#drift.reconcile(nowMs);
    } finally {
      await this.#tellings.tell(nowMs);
    }
  }

  async #followStatus(nowMs: number): Promise<void> {
    const [ailing, unknown] = await this.#ailing.read();
    const on = await this.#store.listOn(['own', 'cause']);
    const byKey = new Map(on.map(alarm => [alarm.openKey!, alarm]));
    const causes = findCauses(ailing, this.#integrations);

    const current = new Set<string>();
    const changes: Array<AlarmChange | undefined> = [];
    for (const cause of causes) {
      const key = causeKey(cause, ailing);
      current.add(key);
      changes.push(
        await this.#keepCause(cause, key, byKey.get(key), ailing, nowMs),
      );
    }
    const isNew = causes.some(cause => !byKey.has(causeKey(cause, ailing)));
    const kept = isNew ? await this.#store.listOn(['cause']) : on;
    const keptIds = new Set(
      kept.filter(({ kind }) => kind === 'cause').map(({ id }) => id),
    );
    const causeIds = new Map<string, string>();
    for (const cause of causes) {
      const id = kept.find(
        alarm => alarm.openKey === causeKey(cause, ailing),
      )?.id;
      cause.victims.forEach(victim => id && causeIds.set(victim, id));
    }
    for (const item of ailing) {
      const key = keyOf(item.facets.entityRef, item.health.environment);
      current.add(key);
      changes.push(
        await this.#keepOwn(
          item,
          key,
          byKey.get(key),
          {
            current: causeIds.get(item.facets.entityRef),
            isOn: id => keptIds.has(id),
          },
          nowMs,
        ),
      );
    }
    await this.#store.updateAll(
      changes.filter(change => change !== undefined),
      nowMs,
    );
    for (const alarm of on) {
      // What can't be told is not well.
      if (!current.has(alarm.openKey!) && !unknown.has(alarm.openKey!)) {
        await this.#course.endOrWait(alarm, nowMs);
      }
    }
  }

  async #keepOwn(
    { facets, health }: AilingIntegration,
    key: string,
    alarm: Alarm | undefined,
    cause: { current: string | undefined; isOn: (id: string) => boolean },
    nowMs: number,
  ): Promise<AlarmChange | undefined> {
    const [worst] = health.reasons;
    const onsetMs = health.since ? Date.parse(health.since) : nowMs;
    const details = {
      headline: worst.headline,
      detail: worst.detail,
      reasons: health.reasons.filter(({ status }) => isBad(status)),
      runbook: facets.runbook,
    };
    if (!alarm) {
      await this.#store.open({
        openKey: key,
        kind: 'own',
        subjectRef: facets.entityRef,
        environment: health.environment,
        rule: worst.code,
        status: health.status,
        state: 'pending',
        ownerRef: facets.ownerRef,
        causeId: cause.current,
        onsetMs,
        noticedMs: nowMs,
        details: { ...details, told: [] },
      });
      return undefined;
    }
    return this.#course.changeOf(
      alarm,
      {
        ...alarm,
        rule: worst.code,
        status: health.status,
        ownerRef: facets.ownerRef,
        causeId: causeOf(alarm, cause),
        // Late telemetry may move the onset of what is wrong; what else goes wrong later does not.
        onsetMs:
          worst.code === alarm.rule
            ? onsetMs
            : Math.min(alarm.onsetMs, onsetMs),
        details: { ...alarm.details, ...details },
      },
      nowMs,
    );
  }

  async #keepCause(
    cause: Cause,
    key: string,
    alarm: Alarm | undefined,
    ailing: readonly AilingIntegration[],
    nowMs: number,
  ): Promise<AlarmChange | undefined> {
    const victims = [
      ...new Set([...(alarm?.details.victims ?? []), ...cause.victims]),
    ];
    // Also those whose onset is now dated differently, as long as they are not well.
    const members = ailing.filter(({ facets }) =>
      victims.includes(facets.entityRef),
    );
    const [worst] = [...members].sort(
      (one, other) =>
        HEALTH_STATUSES.indexOf(one.health.status) -
        HEALTH_STATUSES.indexOf(other.health.status),
    );
    const details = {
      ...describeCause(cause, members, this.#owners.titleOf(cause.ref)),
      runbook: members.find(({ facets }) => facets.runbook)?.facets.runbook,
      victims,
    };
    if (!alarm) {
      await this.#store.open({
        openKey: key,
        kind: 'cause',
        subjectRef: cause.ref,
        environment: worst.health.environment,
        rule: worst.health.reasons[0].code,
        status: worst.health.status,
        state: 'pending',
        ownerRef: this.#owners.ownerOf(cause.ref),
        onsetMs: cause.onsetMs,
        noticedMs: nowMs,
        details: { ...details, told: [] },
      });
      return undefined;
    }
    return this.#course.changeOf(
      alarm,
      {
        ...alarm,
        status: worst.health.status,
        ownerRef: this.#owners.ownerOf(cause.ref),
        onsetMs: cause.onsetMs,
        details: { ...alarm.details, ...details },
      },
      nowMs,
    );
  }
}

/** It remains a victim until the cause is over, although others may be well before. */
function causeOf(
  { causeId }: Alarm,
  cause: { current: string | undefined; isOn: (id: string) => boolean },
): string | undefined {
  return (
    cause.current ?? (causeId && cause.isOn(causeId) ? causeId : undefined)
  );
}

function isBad(status: string): boolean {
  return status === 'failing' || status === 'degraded' || status === 'silent';
}

function causeKey(cause: Cause, ailing: readonly AilingIntegration[]): string {
  const member = ailing.find(({ facets }) =>
    cause.victims.includes(facets.entityRef),
  );
  return `cause ${cause.ref} ${member?.health.environment}`;
}
