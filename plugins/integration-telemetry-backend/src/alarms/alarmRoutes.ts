import { InputError, NotFoundError } from '@backstage/errors';
import {
  integrationAlarmReportPermission,
  integrationAlarmRespondPermission,
  integrationDriftReadPermission,
} from '@tieline/plugin-integrations-common';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { Knex } from 'knex';
import { fullRef } from '../changes/changeRoutes';
import { instantMs } from '../requestValues';
import { Alarm } from './Alarm';
import { AlarmPosition, AlarmReader } from './AlarmReader';
import { AlarmRules } from './AlarmRules';
import { AlarmStore } from './AlarmStore';
import {
  AlertmanagerAlert,
  fromAlertmanager,
  fromPagerDuty,
  PagerDutyEvent,
} from './readExternalEvents';
import { ExternalAlarms } from './ExternalAlarms';
import { addMaintenanceRoutes } from './maintenanceRoutes';
import { MaintenanceStore } from './MaintenanceStore';
import { AlarmFilter, ReadableAlarms } from './readableAlarms';
import { toWireAlarm } from './toWireAlarm';

const DAY_MS = 86_400_000;
const RULES_MS = 90 * DAY_MS;
const LONGEST_SNOOZE_MS = 30 * DAY_MS;

/** What alarms were raised, what people do about them, and what other tools tell. */
export function addAlarmRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    alarms: AlarmStore;
    alarmReader: AlarmReader;
    alarmRules: AlarmRules;
    external: ExternalAlarms;
    maintenance: MaintenanceStore;
    now: () => number;
  },
): void {
  const { guard, projection, alarms, alarmReader, external, now } = options;
  addMaintenanceRoutes(router, options);

  /** Makes queries of what may be read; a promise of a query would be run by awaiting it. */
  async function readable(request: Request): Promise<() => Knex.QueryBuilder> {
    const narrow = await guard.readCondition(request);
    return () => {
      const query = projection.query();
      narrow(query);
      return query;
    };
  }

  /** What alarms may be read. */
  async function scopeOf(
    request: Request,
    query: () => Knex.QueryBuilder,
  ): Promise<ReadableAlarms> {
    return {
      integrations: query(),
      drift: await guard.allows(request, integrationDriftReadPermission),
    };
  }

  async function facetsOf(
    query: () => Knex.QueryBuilder,
    items: readonly Alarm[],
  ): Promise<Map<string, IntegrationFacets>> {
    const refs = items.flatMap(({ subjectRef, details }) => [
      ...(subjectRef ? [subjectRef] : []),
      ...(details.victims ?? []),
    ]);
    const rows: Array<{ entity_ref: string; facets: string }> = await query()
      .whereIn('projection_integrations.entity_ref', [...new Set(refs)])
      .select('projection_integrations.entity_ref', 'facets');
    return new Map(rows.map(row => [row.entity_ref, JSON.parse(row.facets)]));
  }

  async function read(request: Request) {
    const query = await readable(request);
    const { id } = request.params;
    const alarm = (await alarmReader.isReadable(
      await scopeOf(request, query),
      id,
    ))
      ? await alarms.get(id)
      : undefined;
    if (!alarm) {
      throw new NotFoundError(`There is no alarm ${id} that you may read`);
    }
    return { query, alarm };
  }

  async function show(request: Request) {
    const { query, alarm } = await read(request);
    const [facets, log] = await Promise.all([
      facetsOf(query, [alarm]),
      alarmReader.readLog(alarm.id),
    ]);
    return { ...toWireAlarm(alarm, facets), log };
  }

  /** Something that a person does with an alarm; answers with the alarm. */
  async function respond(
    request: Request,
    eventId: string,
    work: (alarm: Alarm, actor: string) => Promise<void>,
  ) {
    const { id } = request.params;
    await guard.audited(request, { eventId, meta: { id } }, async () => {
      await guard.require(request, integrationAlarmRespondPermission);
      const { alarm } = await read(request);
      await work(alarm, await guard.actorOf(request));
    });
    return show(request);
  }

  router.get('/v1/alarms', async (request, response) => {
    const { limit, cursor, from, to, subject, drift, ...filter } =
      request.query as {
        limit?: number;
        cursor?: string;
        from?: string;
        to?: string;
        subject?: string;
        drift?: string;
      } & AlarmFilter;
    const query = await readable(request);
    const page = await alarmReader.list(
      await scopeOf(request, query),
      {
        ...filter,
        subjectRef: subject && fullRef(subject, 'subject'),
        driftId: drift,
        fromMs: instantMs(from, 'from'),
        toMs: instantMs(to, 'to'),
      },
      {
        limit: Number(limit ?? 100),
        after: decodeCursor<AlarmPosition>(cursor, {
          cleared: 'number',
          rank: 'number',
          onsetMs: 'number',
          id: 'string',
        }),
      },
    );
    const facets = await facetsOf(query, page.items);
    response.json({
      items: page.items.map(alarm => toWireAlarm(alarm, facets)),
      totalItems: page.totalItems,
      pageInfo: page.next ? { nextCursor: encodeCursor(page.next) } : {},
    });
  });

  router.get('/v1/alarms/:id', async (request, response) => {
    response.json(await show(request));
  });

  router.put('/v1/alarms/:id/acknowledgement', async (request, response) => {
    const { note } = request.body as { note?: string };
    response.json(
      await respond(request, 'alarm-acknowledge', (alarm, by) =>
        alarms.respond(
          alarm.id,
          {
            acknowledged: { by },
            said: { note },
          },
          {
            event: 'acknowledged',
            actor: by,
            message: note ?? 'Somebody has it',
          },
          now(),
        ),
      ),
    );
  });

  router.delete('/v1/alarms/:id/acknowledgement', async (request, response) => {
    response.json(
      await respond(request, 'alarm-release', (alarm, actor) =>
        alarms.respond(
          alarm.id,
          { acknowledged: null },
          { event: 'released', actor, message: 'Nobody has it' },
          now(),
        ),
      ),
    );
  });

  router.put('/v1/alarms/:id/snooze', async (request, response) => {
    const untilMs = instantMs(request.body.until, 'until')!;
    if (untilMs <= now() || untilMs > now() + LONGEST_SNOOZE_MS) {
      throw new InputError('until has to be within the next 30 days');
    }
    response.json(
      await respond(request, 'alarm-snooze', (alarm, by) =>
        alarms.respond(
          alarm.id,
          { snoozed: { by, untilMs } },
          {
            event: 'snoozed',
            actor: by,
            message: `Until ${new Date(untilMs).toISOString()}`,
          },
          now(),
        ),
      ),
    );
  });

  router.delete('/v1/alarms/:id/snooze', async (request, response) => {
    response.json(
      await respond(request, 'alarm-wake', (alarm, actor) =>
        alarms.respond(
          alarm.id,
          { snoozed: null },
          { event: 'woken', actor, message: 'The snooze is over' },
          now(),
        ),
      ),
    );
  });

  router.put('/v1/alarms/:id/rating', async (request, response) => {
    const { useful, comment } = request.body as {
      useful: boolean | null;
      comment?: string;
    };
    const words = { true: 'Useful', false: 'Not useful', null: 'No rating' };
    response.json(
      await respond(request, 'alarm-rate', (alarm, actor) =>
        alarms.respond(
          alarm.id,
          { useful, said: { usefulComment: comment } },
          {
            event: 'rated',
            actor,
            message: [words[`${useful}`], comment].filter(Boolean).join(': '),
          },
          now(),
        ),
      ),
    );
  });

  router.get('/v1/alarm-rules', async (request, response) => {
    const fromMs = instantMs(request.query.from, 'from') ?? now() - RULES_MS;
    const query = await readable(request);
    const rules = await options.alarmRules.read(
      await scopeOf(request, query),
      fromMs,
    );
    response.json({
      items: rules.map(({ meanDurationMs, ...rule }) => ({
        ...rule,
        ...(meanDurationMs !== undefined && {
          meanDurationMinutes: Math.round(meanDurationMs / 60_000),
        }),
      })),
    });
  });

  const integrationOf = (request: Request) =>
    request.query.integration as string | undefined;

  router.post('/v1/alarm-events/alertmanager', async (request, response) => {
    const body = request.body as { alerts: AlertmanagerAlert[] };
    const meta = { alerts: body.alerts.length };
    const event = { eventId: 'alarms-report', meta };
    const outcome = await guard.audited(request, event, async () => {
      await guard.require(request, integrationAlarmReportPermission);
      const events = body.alerts.map(fromAlertmanager);
      return external.take(events, integrationOf(request), now());
    });
    response.json(outcome);
  });

  router.post('/v1/alarm-events/pagerduty', async (request, response) => {
    const body = request.body as { event: PagerDutyEvent };
    const event = { eventId: 'alarms-report', meta: { alerts: 1 } };
    const outcome = await guard.audited(request, event, async () => {
      await guard.require(request, integrationAlarmReportPermission);
      const told = fromPagerDuty(body.event);
      return told
        ? external.take([told], integrationOf(request), now())
        : { opened: 0, cleared: 0, ignored: 1 };
    });
    response.json(outcome);
  });
}
