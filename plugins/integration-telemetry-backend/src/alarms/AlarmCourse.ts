import { HEALTH_STATUSES } from '@tieline/plugin-integrations-common';
import { Alarm, AlarmLogEntry } from './Alarm';
import { AlarmChange, AlarmStore } from './AlarmStore';
import { AlarmTeller } from './AlarmTeller';

type Entry = Omit<AlarmLogEntry, 'at'>;

/** What every kind of alarm goes through: pending, open, well for a while, cleared. */
export class AlarmCourse {
  readonly #store: AlarmStore;
  readonly #teller: AlarmTeller;
  readonly #settleMs: number;
  readonly #clearAfterMs: number;

  /**
   * @param options - `settleMs`: how long something has to last before it is an
   *   alarm; meanwhile others join, so that what has one cause is one alarm.
   *   `clearAfterMs`: how long it has to be well before the alarm is over.
   */
  constructor(options: {
    store: AlarmStore;
    teller: AlarmTeller;
    settleMs: number;
    clearAfterMs: number;
  }) {
    this.#store = options.store;
    this.#teller = options.teller;
    this.#settleMs = options.settleMs;
    this.#clearAfterMs = options.clearAfterMs;
  }

  /** What is to be written of an alarm that goes on, where something about it changed. */
  changeOf(
    before: Alarm,
    after: Alarm,
    nowMs: number,
    more: readonly Entry[] = [],
  ): AlarmChange | undefined {
    const entries: Entry[] = [...more];
    const isSettled = nowMs - before.noticedMs >= this.#settleMs;
    const now: Alarm = {
      ...after,
      state: before.state === 'open' || isSettled ? 'open' : 'pending',
      wellSinceMs: undefined,
    };
    if (before.state === 'pending' && now.state === 'open') {
      const { drill, headline } = now.details;
      entries.push({
        event: 'opened',
        message: drill
          ? `In the drill “${drill.label}”: ${headline}`
          : headline,
      });
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
    return isChanged ? { before, alarm: now, entries } : undefined;
  }

  /** Nobody needs to be told of what was over before it was an alarm. */
  async endOrWait(
    alarm: Alarm,
    nowMs: number,
    whyOver: () => Promise<string> = async () => 'It is well again',
  ): Promise<void> {
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
      [{ event: 'cleared', message: await whyOver() }],
      nowMs,
    );
    // Whichever replica ended it tells.
    if (cleared) {
      await this.#teller.tellRecovery(cleared);
    }
  }
}
