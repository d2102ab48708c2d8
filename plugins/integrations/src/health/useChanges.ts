import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import {
  Change,
  HealthDetail,
} from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** As far back as the longest chart. */
const SINCE_MS = 35 * 86_400_000;

/** As many as one request may ask about. */
const MOST_SUBJECTS = 50;

/** The integration, what it connects and goes via, and who is seen using it. */
export function subjectsOf(health: HealthDetail): string[] {
  const { entityRef, sourceRef, targetRefs, viaRefs } = health.integration;
  const consumers = health.consumers.map(consumer => consumer.entityRef);
  const refs = [entityRef, sourceRef, ...targetRefs, ...viaRefs, ...consumers];
  return [...new Set(refs.filter((ref): ref is string => Boolean(ref)))].slice(
    0,
    MOST_SUBJECTS,
  );
}

/** What was published or deployed of an integration and its neighbours, the latest first. */
export function useChanges(health: HealthDetail): Change[] {
  const api = useApi(integrationTelemetryApiRef);
  const subject = subjectsOf(health);
  const { data } = useQuery({
    queryKey: ['changes', subject],
    queryFn: ({ signal }) =>
      api.listChanges(
        { subject, from: new Date(Date.now() - SINCE_MS).toISOString() },
        { signal },
      ),
    refetchInterval: 3 * POLL_MS,
  });
  return (data?.items ?? []).filter(
    ({ environment }) => !environment || environment === health.environment,
  );
}
