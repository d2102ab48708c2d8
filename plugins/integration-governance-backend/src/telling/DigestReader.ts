import { Knex } from 'knex';
import { ShownGoal, GoalReader } from '../improvement/GoalReader';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { inBatches } from '../database';
import { StoredWaiver } from '../waivers/Waiver';
import { WaiverStore } from '../waivers/WaiverStore';
import { dayOf } from '../waivers/Waiver';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const ENDING_DAYS = 14;

/** What a team's digest says. */
export interface Digest {
  /** Checks that fail and that the team can do something about. */
  failing: number;
  /** Checks that pass and did not a week ago. */
  better: number;
  /** Checks that passed a week ago and do not now. */
  worse: number;
  /** Waivers that end within 14 days. */
  waivers: StoredWaiver[];
  /** Open goals that are not met. */
  goals: ShownGoal[];
}

interface CountRow {
  owner_ref: string;
  count: number | string;
}

/** Puts together what happened to each team in a week. */
export class DigestReader {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #waivers: WaiverStore;
  readonly #goals: Pick<GoalReader, 'list'>;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    waivers: WaiverStore;
    goals: Pick<GoalReader, 'list'>;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#waivers = options.waivers;
    this.#goals = options.goals;
  }

  /** By team; one of which there is nothing to say is missing. */
  async read(now: Date): Promise<Map<string, Digest>> {
    const digests = new Map<string, Digest>();
    const of = (ownerRef: string): Digest => {
      const known = digests.get(ownerRef) ?? emptyDigest();
      digests.set(ownerRef, known);
      return known;
    };
    for (const { owner_ref: ownerRef, count } of await this.#countFailing()) {
      of(ownerRef).failing = Number(count);
    }
    for (const [ownerRef, change] of await this.#listChanges(now)) {
      of(ownerRef)[change] += 1;
    }
    const waivers = await this.#waivers.listHoldingUntil(
      dayOf(now),
      dayOf(new Date(now.getTime() + ENDING_DAYS * DAY_MS)),
    );
    const owners = await this.#ownersOf(waivers);
    for (const waiver of waivers) {
      const ownerRef = owners.get(waiver.entityRef);
      if (ownerRef) {
        of(ownerRef).waivers.push(waiver);
      }
    }
    const goals = await this.#goals.list(
      { states: ['missed', 'late', 'unknown', 'on-track'] },
      () => {},
      now,
    );
    for (const goal of goals) {
      if (goal.ownerRef && goal.total > 0) {
        of(goal.ownerRef).goals.push(goal);
      }
    }
    return digests;
  }

  async #countFailing(): Promise<CountRow[]> {
    return this.#projection
      .query()
      .innerJoin(
        'results',
        'results.entity_ref',
        'projection_integrations.entity_ref',
      )
      .where('results.result', 'fail')
      .whereNotNull('results.next_step')
      .whereNotNull('owner_ref')
      .groupBy('owner_ref')
      .select('owner_ref')
      .count({ count: 'results.check_id' });
  }

  /** Of each check that went over between passing and not passing, what that is for whom. */
  async #listChanges(now: Date): Promise<Array<[string, 'better' | 'worse']>> {
    const rows: Array<{
      owner_ref: string;
      entity_ref: string;
      check_id: string;
      from_result: string;
      to_result: string;
    }> = await this.#projection
      .query()
      .innerJoin(
        'transitions',
        'transitions.entity_ref',
        'projection_integrations.entity_ref',
      )
      .where('transitions.at', '>=', new Date(now.getTime() - WEEK_MS))
      .whereNotNull('transitions.from_result')
      .whereNotNull('owner_ref')
      .orderBy('transitions.id')
      .select(
        'owner_ref',
        'transitions.entity_ref',
        'check_id',
        'from_result',
        'to_result',
      );
    const changes = new Map<
      string,
      { owner: string; from: string; to: string }
    >();
    for (const row of rows) {
      const key = `${row.entity_ref} ${row.check_id}`;
      changes.set(key, {
        owner: row.owner_ref,
        from: changes.get(key)?.from ?? row.from_result,
        to: row.to_result,
      });
    }
    return [...changes.values()].flatMap(
      ({ owner, from, to }): Array<[string, 'better' | 'worse']> => {
        if (isOpen(from) && to === 'pass') {
          return [[owner, 'better']];
        }
        return from === 'pass' && isOpen(to) ? [[owner, 'worse']] : [];
      },
    );
  }

  async #ownersOf(
    waivers: readonly StoredWaiver[],
  ): Promise<Map<string, string | null>> {
    const owners = new Map<string, string | null>();
    for (const batch of inBatches([
      ...new Set(waivers.map(({ entityRef }) => entityRef)),
    ])) {
      const rows: Array<{ entity_ref: string; owner_ref: string | null }> =
        await this.#projection
          .query()
          .whereIn('entity_ref', batch)
          .select('entity_ref', 'owner_ref');
      rows.forEach(row => owners.set(row.entity_ref, row.owner_ref));
    }
    return owners;
  }

  /** Whether anything was evaluated before the instant. */
  async hasHistoryBefore(instant: Date): Promise<boolean> {
    const row = await this.#knex('transitions')
      .where('at', '<', instant)
      .first('id');
    return row !== undefined;
  }
}

function emptyDigest(): Digest {
  return { failing: 0, better: 0, worse: 0, waivers: [], goals: [] };
}

function isOpen(result: string): boolean {
  return ['fail', 'unmeasured', 'waived'].includes(result);
}
