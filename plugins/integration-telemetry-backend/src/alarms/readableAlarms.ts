import { Knex } from 'knex';
import { AlarmKind } from './Alarm';

/** What a list of alarms is narrowed by. */
export interface AlarmFilter {
  state?: 'open' | 'cleared';
  kind?: AlarmKind[];
  subjectRef?: string;
  owner?: string[];
  rule?: string[];
  /** Whether a cause that is shown stands for it. */
  joined?: boolean;
  /** A difference in the drift list, that it is of. */
  driftId?: string;
  environment?: string;
  /** Alarms that were on at some time in this range. */
  fromMs?: number;
  toMs?: number;
}

/** What alarms somebody may read. */
export interface ReadableAlarms {
  /** The integrations that may be read. */
  integrations: Knex.QueryBuilder;
  /** Whether flows that nobody declared may be. */
  drift: boolean;
}

/** A cause may be read by whoever may read one of its victims; what concerns nobody, by all. */
export function readableAlarms(
  knex: Knex,
  readable: ReadableAlarms,
  filter: AlarmFilter = {},
): Knex.QueryBuilder {
  const refs = readable.integrations
    .clone()
    .select('projection_integrations.entity_ref');
  const query = knex('alarms')
    .whereNot('alarms.state', 'pending')
    .andWhere(any =>
      any
        .whereIn('alarms.subject_ref', refs)
        .orWhereNull('alarms.subject_ref')
        .orWhere('alarms.kind', 'drift')
        .orWhereIn(
          'alarms.id',
          knex({ victims: 'alarms' })
            .whereNotNull('victims.cause_id')
            .whereIn('victims.subject_ref', refs.clone())
            .select('victims.cause_id'),
        ),
    );
  if (!readable.drift) {
    query.whereNot('alarms.kind', 'drift');
  }
  if (filter.state) {
    query.where('alarms.state', filter.state);
  }
  if (filter.kind?.length) {
    query.whereIn('alarms.kind', filter.kind);
  }
  if (filter.subjectRef) {
    query.where('alarms.subject_ref', filter.subjectRef);
  }
  if (filter.owner?.length) {
    query.whereIn('alarms.owner_ref', filter.owner);
  }
  if (filter.rule?.length) {
    query.whereIn('alarms.rule', filter.rule);
  }
  if (filter.joined !== undefined) {
    // What is still on stands for itself once its cause is over.
    const causes = knex({ causes: 'alarms' })
      .whereRaw('causes.id = alarms.cause_id')
      .andWhereRaw(
        `(causes.state = 'open' or (causes.state = 'cleared' and alarms.state = 'cleared'))`,
      )
      .select('causes.id');
    if (filter.joined) {
      query.whereExists(causes);
    } else {
      query.whereNotExists(causes);
    }
  }
  if (filter.driftId) {
    query
      .where('alarms.kind', 'drift')
      .where('alarms.details', 'like', `%"${filter.driftId}"%`);
  }
  if (filter.environment) {
    query.where('alarms.environment', filter.environment);
  }
  if (filter.fromMs !== undefined) {
    const { fromMs } = filter;
    query.andWhere(late =>
      late
        .whereNull('alarms.cleared_ms')
        .orWhere('alarms.cleared_ms', '>=', fromMs),
    );
  }
  if (filter.toMs !== undefined) {
    query.where('alarms.onset_ms', '<', filter.toMs);
  }
  return query;
}
