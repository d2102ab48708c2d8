import { HealthStatus } from '@tieline/plugin-integrations-common';

/** Something that another tool told of, in one shape. */
export interface ExternalEvent {
  /** Tells it apart from all others of that tool's. */
  key: string;
  source: 'Alertmanager' | 'PagerDuty';
  isOn: boolean;
  /** Names of integrations or services that it may be about, the surest first. */
  names: Array<{ integration: string } | { service: string }>;
  environment?: string;
  status: HealthStatus;
  rule: string;
  headline: string;
  detail?: string;
  url?: string;
  onsetMs: number;
  clearedMs?: number;
  /** Somebody has it there. */
  isAcknowledged?: boolean;
}

/** One alert of Alertmanager's webhook, version 4. */
export interface AlertmanagerAlert {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  startsAt: string;
  endsAt?: string;
  generatorURL?: string;
  fingerprint: string;
}

/** An event of PagerDuty's webhook, version 3. */
export interface PagerDutyEvent {
  event_type: string;
  occurred_at: string;
  data: {
    id: string;
    title?: string;
    html_url?: string;
    urgency?: string;
    service?: { summary?: string };
  };
}

const INTEGRATION_LABELS = ['tieline_integration', 'integration'];
const SERVICE_LABELS = ['service_name', 'service', 'job'];
const ENVIRONMENT_LABELS = [
  'deployment_environment_name',
  'deployment_environment',
  'environment',
  'env',
];

const first = (labels: Record<string, string>, names: readonly string[]) =>
  names.map(name => labels[name]).find(Boolean);

/**
 * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function fromAlertmanager(alert: AlertmanagerAlert): ExternalEvent {
  const { labels, annotations = {} } = alert;
  const integration = first(labels, INTEGRATION_LABELS);
  const services = SERVICE_LABELS.flatMap(name => labels[name] ?? []);
  const isOn = alert.status === 'firing';
  return {
    key: `alertmanager ${alert.fingerprint}`,
    source: 'Alertmanager',
    isOn,
    names: [
      ...(integration ? [{ integration }] : []),
      ...services.map(service => ({ service })),
    ],
    environment: first(labels, ENVIRONMENT_LABELS),
    status: /^(critical|page|emergency)$/i.test(labels.severity ?? '')
      ? 'failing'
      : 'degraded',
    rule: bounded(labels.alertname ?? 'alert', 32),
    headline: bounded(
      annotations.summary ?? labels.alertname ?? 'An alert',
      300,
    ),
    detail: annotations.description && bounded(annotations.description, 1_000),
    url: annotations.runbook_url ?? alert.generatorURL,
    onsetMs: Date.parse(alert.startsAt),
    clearedMs: !isOn && alert.endsAt ? Date.parse(alert.endsAt) : undefined,
  };
}

/**
 * @returns undefined where the event says nothing of an incident's beginning or end
 * @see https://developer.pagerduty.com/docs/webhooks-overview
 */
export function fromPagerDuty(
  event: PagerDutyEvent,
): ExternalEvent | undefined {
  const { data, occurred_at: occurredAt } = event;
  const isOver = event.event_type === 'incident.resolved';
  const isOn = [
    'incident.triggered',
    'incident.reopened',
    'incident.acknowledged',
    'incident.unacknowledged',
  ].includes(event.event_type);
  if (!isOn && !isOver) {
    return undefined;
  }
  const service = data.service?.summary;
  return {
    key: `pagerduty ${data.id}`,
    source: 'PagerDuty',
    isOn,
    names: service ? [{ integration: service }, { service }] : [],
    status: data.urgency === 'low' ? 'degraded' : 'failing',
    rule: 'incident',
    headline: bounded(data.title ?? 'An incident', 300),
    url: data.html_url,
    onsetMs: Date.parse(occurredAt),
    clearedMs: isOver ? Date.parse(occurredAt) : undefined,
    isAcknowledged: event.event_type === 'incident.acknowledged',
  };
}

function bounded(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
