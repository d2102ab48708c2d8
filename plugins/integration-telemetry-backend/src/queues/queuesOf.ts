import { IntegrationSpec } from '@tieline/plugin-integrations-common';

const DESTINATION = 'messaging.destination.name';

/** The destinations whose consumers' lag tells of an integration. */
export function destinationsOf(spec: Partial<IntegrationSpec>): string[] {
  const conditions = (spec.telemetry?.matchers ?? []).flatMap(
    matcher => matcher.conditions,
  );
  return conditions
    .filter(({ attribute }) => attribute === DESTINATION)
    .flatMap(condition => condition.equals ?? condition.in ?? []);
}

/** All queues and topics that tell of an integration. */
export function queuesOf(spec: Partial<IntegrationSpec>): string[] {
  const deadLetters = spec.telemetry?.deadLetterQueues ?? [];
  return [...new Set([...deadLetters, ...destinationsOf(spec)])];
}
