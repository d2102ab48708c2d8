import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
  withQuery,
} from '../http';
import {
  AcceptTrendRequest,
  AlarmPage,
  AlarmRule,
  AlarmWithLog,
  Change,
  DriftAttachment,
  DriftDetail,
  DriftItem,
  DriftPage,
  Caller,
  Engine,
  GetCallersRequest,
  GetDriftAttachmentRequest,
  GetHealthRequest,
  GetQueuesRequest,
  GetReconciliationsRequest,
  GetRunsRequest,
  GetSeriesRequest,
  GetUsageRequest,
  HealthDetail,
  HealthPage,
  ListAlarmsRequest,
  ListChangesRequest,
  EndingNoticePage,
  ListDriftRequest,
  ListEndingNoticesRequest,
  ListHealthRequest,
  MaintenanceWindow,
  Operations,
  QueueLevels,
  ReceiverStatus,
  ReconciledWindow,
  RunOccurrence,
  SeriesSet,
  Trend,
  Usage,
} from './types';

/** @public */
export interface IntegrationName {
  namespace: string;
  name: string;
}

/**
 * Windows, latest first, and the share that may stay unexplained.
 *
 * @public
 */
export interface Reconciliations {
  items: ReconciledWindow[];
  tolerance: number;
}

/**
 * Asks the integration-telemetry API. Every method throws a `ResponseError`
 * where the answer is not a success.
 *
 * @public
 */
export interface IntegrationTelemetryApi {
  listHealth(
    request?: ListHealthRequest,
    options?: PluginRequestOptions,
  ): Promise<HealthPage>;
  getHealth(
    integration: IntegrationName,
    request?: GetHealthRequest,
    options?: PluginRequestOptions,
  ): Promise<HealthDetail>;
  getSeries(
    integration: IntegrationName,
    request?: GetSeriesRequest,
    options?: PluginRequestOptions,
  ): Promise<SeriesSet>;
  getRuns(
    integration: IntegrationName,
    request?: GetRunsRequest,
    options?: PluginRequestOptions,
  ): Promise<{ items: RunOccurrence[] }>;
  getReconciliations(
    integration: IntegrationName,
    request?: GetReconciliationsRequest,
    options?: PluginRequestOptions,
  ): Promise<Reconciliations>;
  getQueues(
    integration: IntegrationName,
    request?: GetQueuesRequest,
    options?: PluginRequestOptions,
  ): Promise<QueueLevels>;
  getUsage(
    integration: IntegrationName,
    request?: GetUsageRequest,
    options?: PluginRequestOptions,
  ): Promise<Usage>;
  getCallers(
    integration: IntegrationName,
    request: GetCallersRequest,
    options?: PluginRequestOptions,
  ): Promise<{ items: Caller[] }>;
  listDrift(
    request?: ListDriftRequest,
    options?: PluginRequestOptions,
  ): Promise<DriftPage>;
  listEndingNotices(
    request?: ListEndingNoticesRequest,
    options?: PluginRequestOptions,
  ): Promise<EndingNoticePage>;
  listAlarms(
    request?: ListAlarmsRequest,
    options?: PluginRequestOptions,
  ): Promise<AlarmPage>;
  getAlarm(id: string, options?: PluginRequestOptions): Promise<AlarmWithLog>;
  acknowledgeAlarm(
    id: string,
    note?: string,
    options?: PluginRequestOptions,
  ): Promise<AlarmWithLog>;
  releaseAlarm(
    id: string,
    options?: PluginRequestOptions,
  ): Promise<AlarmWithLog>;
  /** @param until - ISO 8601 */
  snoozeAlarm(
    id: string,
    until: string,
    options?: PluginRequestOptions,
  ): Promise<AlarmWithLog>;
  wakeAlarm(id: string, options?: PluginRequestOptions): Promise<AlarmWithLog>;
  /** @param useful - null takes the rating back */
  rateAlarm(
    id: string,
    useful: boolean | null,
    comment?: string,
    options?: PluginRequestOptions,
  ): Promise<AlarmWithLog>;
  listAlarmRules(
    options?: PluginRequestOptions,
  ): Promise<{ items: AlarmRule[] }>;
  /** Takes the level of now as usual. */
  acceptTrend(
    integration: IntegrationName,
    indicator: Trend['indicator'],
    request?: AcceptTrendRequest,
    options?: PluginRequestOptions,
  ): Promise<void>;
  listMaintenance(
    options?: PluginRequestOptions,
  ): Promise<{ items: MaintenanceWindow[] }>;
  addMaintenance(
    window: Omit<MaintenanceWindow, 'id' | 'createdBy'>,
    options?: PluginRequestOptions,
  ): Promise<MaintenanceWindow>;
  deleteMaintenance(id: string, options?: PluginRequestOptions): Promise<void>;
  listChanges(
    request: ListChangesRequest,
    options?: PluginRequestOptions,
  ): Promise<{ items: Change[] }>;
  reportChanges(
    changes: Change[],
    options?: PluginRequestOptions,
  ): Promise<{ accepted: number }>;
  getDrift(id: string, options?: PluginRequestOptions): Promise<DriftDetail>;
  getDriftAttachment(
    id: string,
    request: GetDriftAttachmentRequest,
    options?: PluginRequestOptions,
  ): Promise<DriftAttachment>;
  dismissDrift(
    id: string,
    dismissal: { reason: string; expiresInDays?: number },
    options?: PluginRequestOptions,
  ): Promise<DriftItem>;
  undoDriftDismissal(
    id: string,
    options?: PluginRequestOptions,
  ): Promise<DriftItem>;
  getStatus(options?: PluginRequestOptions): Promise<ReceiverStatus>;
  getOperations(options?: PluginRequestOptions): Promise<Operations>;
  listEngines(options?: PluginRequestOptions): Promise<{ items: Engine[] }>;
}

const driftPath = (id: string) => `/v1/drift/${encodeURIComponent(id)}`;

/** @public */
export class IntegrationTelemetryClient implements IntegrationTelemetryApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-telemetry', options);
  }

  listHealth(request?: ListHealthRequest, options?: PluginRequestOptions) {
    return this.#http.get<HealthPage>('/v1/health', request, options);
  }

  getHealth(
    integration: IntegrationName,
    request?: GetHealthRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/health', integration);
    return this.#http.get<HealthDetail>(path, request, options);
  }

  getSeries(
    integration: IntegrationName,
    request?: GetSeriesRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/series', integration);
    return this.#http.get<SeriesSet>(path, request, options);
  }

  getRuns(
    integration: IntegrationName,
    request?: GetRunsRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/runs', integration);
    return this.#http.get<{ items: RunOccurrence[] }>(path, request, options);
  }

  getReconciliations(
    integration: IntegrationName,
    request?: GetReconciliationsRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/reconciliations', integration);
    return this.#http.get<Reconciliations>(path, request, options);
  }

  getQueues(
    integration: IntegrationName,
    request?: GetQueuesRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/queues', integration);
    return this.#http.get<QueueLevels>(path, request, options);
  }

  getUsage(
    integration: IntegrationName,
    request?: GetUsageRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/usage', integration);
    return this.#http.get<Usage>(path, request, options);
  }

  getCallers(
    integration: IntegrationName,
    request: GetCallersRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/callers', integration);
    return this.#http.get<{ items: Caller[] }>(path, request, options);
  }

  listDrift(request?: ListDriftRequest, options?: PluginRequestOptions) {
    return this.#http.get<DriftPage>('/v1/drift', request, options);
  }

  listEndingNotices(
    request?: ListEndingNoticesRequest,
    options?: PluginRequestOptions,
  ) {
    const path = '/v1/ending-notices';
    return this.#http.get<EndingNoticePage>(path, request, options);
  }

  listAlarms(request?: ListAlarmsRequest, options?: PluginRequestOptions) {
    return this.#http.get<AlarmPage>('/v1/alarms', request, options);
  }

  getAlarm(id: string, options?: PluginRequestOptions) {
    return this.#http.get<AlarmWithLog>(alarmPath(id), {}, options);
  }

  acknowledgeAlarm(id: string, note?: string, options?: PluginRequestOptions) {
    const path = alarmPath(id, 'acknowledgement');
    return this.#http.send<AlarmWithLog>('PUT', path, { note }, options);
  }

  releaseAlarm(id: string, options?: PluginRequestOptions) {
    const path = alarmPath(id, 'acknowledgement');
    return this.#http.send<AlarmWithLog>('DELETE', path, undefined, options);
  }

  snoozeAlarm(id: string, until: string, options?: PluginRequestOptions) {
    const path = alarmPath(id, 'snooze');
    return this.#http.send<AlarmWithLog>('PUT', path, { until }, options);
  }

  wakeAlarm(id: string, options?: PluginRequestOptions) {
    const path = alarmPath(id, 'snooze');
    return this.#http.send<AlarmWithLog>('DELETE', path, undefined, options);
  }

  rateAlarm(
    id: string,
    useful: boolean | null,
    comment?: string,
    options?: PluginRequestOptions,
  ) {
    const path = alarmPath(id, 'rating');
    const body = { useful, comment };
    return this.#http.send<AlarmWithLog>('PUT', path, body, options);
  }

  listAlarmRules(options?: PluginRequestOptions) {
    return this.#http.get<{ items: AlarmRule[] }>(
      '/v1/alarm-rules',
      {},
      options,
    );
  }

  async acceptTrend(
    integration: IntegrationName,
    indicator: Trend['indicator'],
    request: AcceptTrendRequest = {},
    options?: PluginRequestOptions,
  ) {
    const path = `${integrationPath('/v1/trends', integration)}/${indicator}/acceptance`;
    await this.#http.send('PUT', withQuery(path, request), undefined, options);
  }

  listMaintenance(options?: PluginRequestOptions) {
    return this.#http.get<{ items: MaintenanceWindow[] }>(
      '/v1/maintenance',
      {},
      options,
    );
  }

  addMaintenance(
    window: Omit<MaintenanceWindow, 'id' | 'createdBy'>,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<MaintenanceWindow>(
      'POST',
      '/v1/maintenance',
      window,
      options,
    );
  }

  async deleteMaintenance(id: string, options?: PluginRequestOptions) {
    const path = `/v1/maintenance/${encodeURIComponent(id)}`;
    await this.#http.send('DELETE', path, undefined, options);
  }

  listChanges(request: ListChangesRequest, options?: PluginRequestOptions) {
    return this.#http.get<{ items: Change[] }>('/v1/changes', request, options);
  }

  reportChanges(changes: Change[], options?: PluginRequestOptions) {
    return this.#http.send<{ accepted: number }>(
      'POST',
      '/v1/changes',
      { changes },
      options,
    );
  }

  getDrift(id: string, options?: PluginRequestOptions) {
    return this.#http.get<DriftDetail>(driftPath(id), {}, options);
  }

  getDriftAttachment(
    id: string,
    request: GetDriftAttachmentRequest,
    options?: PluginRequestOptions,
  ) {
    const path = `${driftPath(id)}/attachment`;
    return this.#http.get<DriftAttachment>(path, request, options);
  }

  dismissDrift(
    id: string,
    dismissal: { reason: string; expiresInDays?: number },
    options?: PluginRequestOptions,
  ) {
    const path = `${driftPath(id)}/dismissal`;
    return this.#http.send<DriftItem>('PUT', path, dismissal, options);
  }

  undoDriftDismissal(id: string, options?: PluginRequestOptions) {
    const path = `${driftPath(id)}/dismissal`;
    return this.#http.send<DriftItem>('DELETE', path, undefined, options);
  }

  getStatus(options?: PluginRequestOptions) {
    return this.#http.get<ReceiverStatus>('/v1/status', {}, options);
  }

  getOperations(options?: PluginRequestOptions) {
    return this.#http.get<Operations>('/v1/operations', {}, options);
  }

  listEngines(options?: PluginRequestOptions) {
    return this.#http.get<{ items: Engine[] }>('/v1/engines', {}, options);
  }
}

function alarmPath(id: string, what?: string): string {
  const path = `/v1/alarms/${encodeURIComponent(id)}`;
  return what ? `${path}/${what}` : path;
}
