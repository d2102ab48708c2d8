import {
  Alarm as WireAlarm,
  IntegrationFacets,
} from '@tieline/plugin-integrations-common/telemetry';
import { Alarm } from './Alarm';

const iso = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/**
 * The wire's shape of an alarm.
 *
 * @param readable - facets of the integrations that the reader may read
 */
export function toWireAlarm(
  alarm: Alarm,
  readable: ReadonlyMap<string, IntegrationFacets>,
): WireAlarm {
  const { details } = alarm;
  const isPartly = details.victims?.some(ref => !readable.has(ref));
  const reasons =
    alarm.kind === 'cause'
      ? details.reasons.filter(({ headline }) =>
          [...readable.values()].some(({ name }) =>
            headline.startsWith(`${name}: `),
          ),
        )
      : details.reasons;
  return {
    id: alarm.id,
    kind: alarm.kind,
    subject: alarm.subjectRef,
    integration: readable.get(alarm.subjectRef ?? ''),
    environment: alarm.environment,
    rule: alarm.rule,
    status: alarm.status,
    state: alarm.state === 'cleared' ? 'cleared' : 'open',
    owner: alarm.ownerRef,
    causeId: alarm.causeId,
    since: new Date(alarm.onsetMs).toISOString(),
    wellSince: iso(alarm.wellSinceMs),
    clearedAt: iso(alarm.clearedMs),
    headline: details.headline,
    // It names the victims.
    detail: isPartly ? undefined : details.detail,
    reasons,
    runbook: details.runbook,
    victims: details.victims?.filter(ref => readable.has(ref)),
    flows: details.drift?.flows,
    drill: details.drill,
    acknowledgedAt: iso(alarm.acknowledgedMs),
    acknowledgedBy: alarm.acknowledgedBy,
    note: details.note,
    snoozedUntil: iso(alarm.snoozedUntilMs),
    snoozedBy: alarm.snoozedBy,
    useful: alarm.useful,
    usefulComment: details.usefulComment,
    told: details.told,
    untold: details.untold,
    external: details.external,
  };
}
