import { Knex } from 'knex';
import { counted } from '../checklist/checks/words';
import { Digest, DigestReader } from './DigestReader';
import { News, Teller } from './Teller';
import { DigestTime } from './TellingConfig';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHOWN_GOALS = 5;
/** Stands for all teams: a week is told of as a whole, or not yet. */
const EVERYBODY = '*';

/**
 * Tells each team once a week how its integrations stand. All teams of a week
 * are written down in one transaction: whichever replica is there first, and
 * if the portal was down at that hour, as soon as it is up.
 */
export class WeeklyDigest {
  readonly #knex: Knex;
  readonly #teller: Teller;
  readonly #reader: DigestReader;
  readonly #time: DigestTime;

  constructor(options: {
    knex: Knex;
    teller: Teller;
    reader: DigestReader;
    time: DigestTime;
  }) {
    this.#knex = options.knex;
    this.#teller = options.teller;
    this.#reader = options.reader;
    this.#time = options.time;
  }

  async tell(now: Date): Promise<void> {
    const due = lastDue(this.#time, now);
    const occasion = `digest ${due.toISOString().slice(0, 10)}`;
    const isDue =
      (await this.#teller.isNew(occasion)) &&
      // A portal that is new since then has no week to tell of.
      (await this.#reader.hasHistoryBefore(due));
    if (!isDue) {
      return;
    }
    const digests = await this.#reader.read(now);
    await this.#knex.transaction(async tx => {
      if (await this.#teller.isFirst(tx, EVERYBODY, { occasion })) {
        for (const [ownerRef, digest] of digests) {
          await this.#teller.tell(
            tx,
            [ownerRef],
            toNews(ownerRef, digest, occasion),
          );
        }
      }
    });
  }
}

/** The latest time at which a digest was due. */
export function lastDue({ weekday, hour }: DigestTime, now: Date): Date {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const daysBack = (now.getUTCDay() - weekday + 7) % 7;
  const due = midnight - daysBack * DAY_MS + hour * HOUR_MS;
  return new Date(due <= now.getTime() ? due : due - 7 * DAY_MS);
}

function toNews(ownerRef: string, digest: Digest, occasion: string): News {
  const { failing, better, worse, waivers, goals } = digest;
  const lines = [
    failing > 0 &&
      `${counted(failing, 'check fails', 'checks fail')} that you can do something about.`,
    (better > 0 || worse > 0) &&
      `Since a week ago: ${better} better, ${worse} worse.`,
    waivers.length > 0 &&
      `${counted(waivers.length, 'waiver ends', 'waivers end')} within 14 days, the first on ${waivers[0].until}.`,
    ...goals
      .slice(0, SHOWN_GOALS)
      .map(
        ({ title, met, total, dueOn, state }) =>
          `Goal “${title}”: ${met} of ${total}, by ${dueOn}${state === 'late' || state === 'missed' ? `, ${state}` : ''}.`,
      ),
    goals.length > SHOWN_GOALS &&
      `And ${counted(goals.length - SHOWN_GOALS, 'more goal', 'more goals')}.`,
  ];
  const team = encodeURIComponent(ownerRef);
  return {
    topic: 'scorecard-digest',
    // Who is in two teams gets two: one would take the other's place.
    occasion: `${occasion} ${ownerRef}`,
    title: 'Your integrations this week',
    lines: lines.filter(line => line !== false),
    link: `/scorecard?group=team&opened=${team}&trendOf=${team}`,
    severity: 'low',
  };
}
