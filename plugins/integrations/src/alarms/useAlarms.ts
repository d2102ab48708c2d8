import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  AlarmPage,
  AlarmWithLog,
  IntegrationTelemetryApi,
  ListAlarmsRequest,
} from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** One page of alarms, what is on first, worst first. */
export function useAlarms(
  request: ListAlarmsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['alarms', request],
    queryFn: ({ signal }) => api.listAlarms(request, { signal }),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** One alarm with what became of it. */
export function useAlarm(id: string) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['alarm', id],
    queryFn: ({ signal }) => api.getAlarm(id, { signal }),
    refetchInterval: POLL_MS,
  });
}

/** How useful the alarms of each rule were. */
export function useAlarmRules() {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['alarm-rules'],
    queryFn: ({ signal }) => api.listAlarmRules({ signal }),
    refetchInterval: 6 * POLL_MS,
  });
}

/** What a person does about an alarm. */
export type AlarmResponse =
  | { verb: 'acknowledge'; note?: string }
  | { verb: 'release' }
  /** Until then, ISO 8601. */
  | { verb: 'snooze'; until: string }
  | { verb: 'wake' }
  | { verb: 'rate'; useful: boolean | null; comment?: string };

function send(
  api: IntegrationTelemetryApi,
  id: string,
  response: AlarmResponse,
): Promise<AlarmWithLog> {
  switch (response.verb) {
    case 'acknowledge':
      return api.acknowledgeAlarm(id, response.note);
    case 'release':
      return api.releaseAlarm(id);
    case 'snooze':
      return api.snoozeAlarm(id, response.until);
    case 'wake':
      return api.wakeAlarm(id);
    default:
      return api.rateAlarm(id, response.useful, response.comment);
  }
}

/** Responds to an alarm, and shows at once what came of it wherever it stands. */
export function useRespond(id: string) {
  const api = useApi(integrationTelemetryApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (response: AlarmResponse) => send(api, id, response),
    onSuccess: async alarm => {
      client.setQueryData(['alarm', id], alarm);
      client.setQueriesData<AlarmPage>(
        { queryKey: ['alarms'] },
        page =>
          page && {
            ...page,
            items: page.items.map(item => (item.id === id ? alarm : item)),
          },
      );
      await client.invalidateQueries({ queryKey: ['alarm-rules'] });
    },
  });
}
