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
  environment?: string;
  /** Alarms that were on at some time in this range. */
  fromMs?: number;
  toMs?: number;
}

/** A cause may be read by whoever may read one of its victims; what concerns nobody, by all. */
export function readableAlarms(
  knex: Knex,
  projection: Knex.QueryBuilder,
  filter: AlarmFilter = {},
): Knex.QueryBuilder {
  const refs = projection.clone().select('projection_integrations.entity_ref');
  const query = knex('alarms')
    .whereNot('alarms.state', 'pending')
    .andWhere(readable =>
      readable
        .whereIn('alarms.subject_ref', refs)
        .orWhereNull('alarms.subject_ref')
        .orWhereIn(
          'alarms.id',
          knex({ victims: 'alarms' })
            .whereNotNull('victims.cause_id')
            .whereIn('victims.subject_ref', refs.clone())
            .select('victims.cause_id'),
        ),
    );
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
