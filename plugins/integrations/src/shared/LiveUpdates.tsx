import { useSignal } from '@backstage/plugin-signals-react';
import { Query, useQueryClient } from '@tanstack/react-query';
import { HEALTH_CHANNEL } from '@tieline/plugin-integrations-common/telemetry';
import { useEffect } from 'react';

/** What the backend says when health was evaluated anew. */
type HealthSignal = { changed: string[] };

/** As many as one message names; there may be more that changed. */
const MOST_NAMED = 100;

/** What shows many integrations at once, so that any change may concern it. */
const LISTS = ['fleet-health', 'alarms', 'alarm'];

/** Whether what was read shows an integration that changed. */
export function isAffected(
  queryKey: Query['queryKey'],
  changed: readonly string[],
): boolean {
  const [kind, subject] = queryKey as [string, unknown];
  if (LISTS.includes(kind)) {
    return true;
  }
  if (kind !== 'health') {
    return false;
  }
  const { namespace, name } = subject as { namespace: string; name: string };
  return (
    changed.length >= MOST_NAMED ||
    changed.includes(`integration:${namespace}/${name}`.toLocaleLowerCase())
  );
}

/**
 * Reads again what the backend says has changed. Without signals the pages go
 * on asking by themselves.
 */
export function LiveUpdates() {
  const client = useQueryClient();
  const { lastSignal } = useSignal<HealthSignal>(HEALTH_CHANNEL);
  useEffect(() => {
    if (lastSignal) {
      client.invalidateQueries({
        predicate: ({ queryKey }) => isAffected(queryKey, lastSignal.changed),
      });
    }
  }, [client, lastSignal]);
  return null;
}
