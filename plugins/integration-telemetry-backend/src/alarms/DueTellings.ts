import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Alarm } from './Alarm';
import { AlarmStore } from './AlarmStore';
import { AlarmTeller } from './AlarmTeller';
import { MaintenanceStore } from './MaintenanceStore';

const DAY_MS = 86_400_000;

/**
 * So many alarms of new flows are told to an owner within a day: more come
 * when telemetry of many services is connected at once, and are for the list.
 */
const MOST_NEW_A_DAY = 10;

/** Finds whoever is to be told now, and has them told by one of the replicas. */
export class DueTellings {
  readonly #store: AlarmStore;
  readonly #teller: AlarmTeller;
  readonly #maintenance: MaintenanceStore;
  #integrations: readonly IntegrationFacets[] = [];

  constructor(options: {
    store: AlarmStore;
    teller: AlarmTeller;
    maintenance: MaintenanceStore;
  }) {
    this.#store = options.store;
    this.#teller = options.teller;
    this.#maintenance = options.maintenance;
  }

  /** From now on these are all the integrations. */
  use(integrations: readonly IntegrationFacets[]): void {
    this.#integrations = integrations;
  }

  async tell(nowMs: number): Promise<void> {
    const on = await this.#store.listOn(['own', 'cause', 'drift', 'external']);
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
        await this.#teller.tell(
          alarm,
          alarm.kind === 'drift'
            ? await this.#whyNotOfDrift(alarm, nowMs)
            : whyNot(outside.has(`${alarm.subjectRef} ${alarm.environment}`)),
        );
      }
    }
  }

  async #whyNotOfDrift(
    { ownerRef, details }: Alarm,
    nowMs: number,
  ): Promise<string | undefined> {
    if (details.drift?.isReplayed) {
      return 'It is history: it came with a replay';
    }
    const told = await this.#store.countTold('drift', ownerRef, nowMs - DAY_MS);
    return told >= MOST_NEW_A_DAY
      ? `${MOST_NEW_A_DAY} alarms of new flows were told within a day already: look at Drift`
      : undefined;
  }

  /** A window for a system or platform is for all that depend on it. */
  #concerns(alarm: Alarm, ref: string): boolean {
    if (
      alarm.subjectRef === ref ||
      alarm.details.drift?.entityRefs.includes(ref)
    ) {
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

function whyNot(isToldOutside: boolean): string | undefined {
  return isToldOutside
    ? 'Another tool’s alarm is on for it already'
    : undefined;
}
