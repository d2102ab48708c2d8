import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { HEALTH_STATUSES } from '@tieline/plugin-integrations-common';
import { Alarm, AlarmLogEntry } from './Alarm';
import { AlarmChange, AlarmStore } from './AlarmStore';
import { AlarmTeller } from './AlarmTeller';
import { AilingIntegration, AilingReader } from './AilingReader';
import { describeCause } from './describeCause';
import { keyOf } from './alarmKeys';
import { Cause, findCauses } from './findCauses';
import { MaintenanceStore } from './MaintenanceStore';

type Entry = Omit<AlarmLogEntry, 'at'>;

/** Who owns what integrations depend on. */
export interface CauseOwners {
  ownerOf(entityRef: string): string | undefined;
  titleOf(entityRef: string): string;
}

/**
 * Turns status into alarms: one for each time that an integration needs
 * somebody, and one for what takes several down. Each replica does so after
 * each round of health; what they write is the same, and who is to be told is
 * told by one of them.
 */
export class AlarmKeeper {
  readonly #store: AlarmStore;
  readonly #ailing: AilingReader;
  readonly #teller: AlarmTeller;
  readonly #maintenance: MaintenanceStore;
  readonly #settleMs: number;
  readonly #clearAfterMs: number;
  #integrations: readonly IntegrationFacets[] = [];
  #owners: CauseOwners = { ownerOf: () => undefined, titleOf: ref => ref };

  /**
   * @param options - `settleMs`: how long a status has to last before it is an
   *   alarm; meanwhile others join, so that what has one cause is one alarm.
   *   `clearAfterMs`: how long it has to be well before the alarm is over.
   */
  constructor(options: {
    store: AlarmStore;
    ailing: AilingReader;
    teller: AlarmTeller;
    maintenance: MaintenanceStore;
    settleMs: number;
    clearAfterMs: number;
  }) {
    this.#store = options.store;
    this.#ailing = options.ailing;
    this.#teller = options.teller;
    this.#maintenance = options.maintenance;
    this.#settleMs = options.settleMs;
    this.#clearAfterMs = options.clearAfterMs;
  }

  /** From now on these are all the integrations, and owners of what they depend on. */
  use(integrations: readonly IntegrationFacets[], owners: CauseOwners): void {
    this.#integrations = integrations;
    this.#owners = owners;
  }

  /** Brings alarms up to date with the status that is stored. */
  async reconcile(nowMs: number): Promise<void> {
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
        await this.#endOrWait(alarm, nowMs);
      }
    }
    await this.#tell(nowMs);
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
    return this.#changeOf(
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
    return this.#changeOf(
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

  /** What is to be written of an alarm that goes on, where something about it changed. */
  #changeOf(
    before: Alarm,
    after: Alarm,
    nowMs: number,
  ): AlarmChange | undefined {
    const entries: Entry[] = [];
    const isSettled = nowMs - before.noticedMs >= this.#settleMs;
    const now: Alarm = {
      ...after,
      state: before.state === 'open' || isSettled ? 'open' : 'pending',
      wellSinceMs: undefined,
    };
    if (before.state === 'pending' && now.state === 'open') {
      entries.push({ event: 'opened', message: now.details.headline });
    } else if (
      HEALTH_STATUSES.indexOf(now.status) <
      HEALTH_STATUSES.indexOf(before.status)
    ) {
      entries.push({
        event: 'worsened',
        message: `From ${before.status} to ${now.status}: ${now.details.headline}`,
      });
    }
    if (now.causeId && now.causeId !== before.causeId) {
      entries.push({
        event: 'joined',
        message: 'Is told with what it depends on',
      });
    }
    const isChanged =
      entries.length > 0 || JSON.stringify(now) !== JSON.stringify(before);
    return isChanged ? { alarm: now, entries } : undefined;
  }

  /** Nobody needs to be told of what was over before it was an alarm. */
  async #endOrWait(alarm: Alarm, nowMs: number): Promise<void> {
    if (alarm.state === 'pending') {
      await this.#store.drop(alarm.id);
      return;
    }
    const wellSinceMs = alarm.wellSinceMs ?? nowMs;
    if (nowMs - wellSinceMs < this.#clearAfterMs) {
      if (alarm.wellSinceMs === undefined) {
        await this.#store.update({ ...alarm, wellSinceMs }, [], nowMs);
      }
      return;
    }
    const cleared = await this.#store.update(
      {
        ...alarm,
        openKey: undefined,
        state: 'cleared',
        wellSinceMs,
        clearedMs: wellSinceMs,
      },
      [{ event: 'cleared', message: 'It is well again' }],
      nowMs,
    );
    // Whichever replica ended it tells.
    if (cleared) {
      await this.#teller.tellRecovery(cleared);
    }
  }

  async #tell(nowMs: number): Promise<void> {
    const on = await this.#store.listOn(['own', 'cause', 'external']);
    const outside = new Set(
      on
        .filter(({ kind }) => kind === 'external')
        .map(({ subjectRef, environment }) => `${subjectRef} ${environment}`),
    );
    const causes = new Map(on.map(alarm => [alarm.id, alarm]));
    const maintained = await this.#maintenance.listAt(nowMs);
    for (const alarm of on) {
      const isSnoozed = (alarm.snoozedUntilMs ?? 0) > nowMs;
      // Whoever let it snooze is told again once that is over.
      const isTold = (alarm.toldMs ?? -1) >= (alarm.snoozedUntilMs ?? 0);
      const isVictim = alarm.causeId && causes.has(alarm.causeId);
      if (
        alarm.kind === 'external' ||
        alarm.state !== 'open' ||
        isTold ||
        alarm.acknowledgedMs !== undefined ||
        alarm.wellSinceMs !== undefined ||
        isVictim ||
        isSnoozed
      ) {
        continue;
      }
      const window = maintained.find(({ subjectRef }) =>
        this.#concerns(alarm, subjectRef),
      );
      // Told once the window is over, if it is still on then.
      if (!window && (await this.#store.claimTelling(alarm.id, nowMs))) {
        const key = `${alarm.subjectRef} ${alarm.environment}`;
        await this.#teller.tell(alarm, {
          isToldOutside: outside.has(key),
          nowMs,
        });
      }
    }
  }

  /** A window for a system or platform is for all that depend on it. */
  #concerns(alarm: Alarm, ref: string): boolean {
    if (alarm.subjectRef === ref) {
      return true;
    }
    const facets = this.#integrations.find(
      ({ entityRef }) => entityRef === alarm.subjectRef,
    );
    return (
      facets !== undefined &&
      [
        facets.systemRef,
        facets.sourceRef,
        ...facets.targetRefs,
        ...facets.viaRefs,
      ].includes(ref)
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
