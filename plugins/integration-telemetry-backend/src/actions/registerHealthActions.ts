import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { IntegrationTelemetryClient } from '@tieline/plugin-integrations-common/telemetry';
import { integrationName, OwnApi } from '@tieline/plugin-integrations-node';

const MOST_LISTED = 20;

/** What agents may ask of health, with the rights of whoever they work for. */
export function registerHealthActions(options: {
  actions: ActionsRegistryService;
  auth: AuthService;
  discovery: DiscoveryService;
}): void {
  const api = new OwnApi({ ...options, pluginId: 'integration-telemetry' });
  const client = new IntegrationTelemetryClient(options);

  options.actions.register({
    name: 'explain-health',
    title: 'Explain an integration’s health',
    description:
      'Says how an integration is doing now: its status with the reasons that led to it, throughput, error rate and latency, its objectives with the budget that is left, its consumers, its runbook and who is on call. A number that is null was not measured; unmeasuredBecause says why.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          integration: z
            .string()
            .describe('Full entity reference, or namespace/name, or a name'),
          environment: z
            .string()
            .optional()
            .describe('The declared one where it is missing'),
        }),
      output: z =>
        z.object({
          entityRef: z.string(),
          ownerRef: z.string().optional(),
          runbook: z.string().optional(),
          onCall: z.string().optional(),
          environment: z.string(),
          status: z.enum([
            'failing',
            'degraded',
            'silent',
            'unknown',
            'healthy',
          ]),
          since: z.string().optional(),
          evaluatedAt: z.string(),
          lastSeenAt: z.string().optional(),
          reasons: z.array(
            z.object({
              headline: z.string(),
              detail: z.string().optional(),
              since: z.string().optional(),
            }),
          ),
          calls: z
            .object({
              from: z.string(),
              to: z.string(),
              throughputPerMinute: z.number().nullable(),
              errorRate: z
                .number()
                .nullable()
                .describe('0 to 1; errors and counting rejections ÷ calls'),
              p50Ms: z.number().nullable(),
              p95Ms: z.number().nullable(),
              p99Ms: z.number().nullable(),
              unmeasuredBecause: z.string().optional(),
            })
            .optional(),
          objectives: z.array(
            z.object({
              indicator: z.string(),
              target: z.number().describe('Percent of good events'),
              window: z.string(),
              state: z.enum(['met', 'at-risk', 'missed', 'unmeasured']),
              value: z.number().nullable().optional(),
            }),
          ),
          consumers: z
            .array(z.string())
            .describe('Who calls or reads it, the busiest first; at most 20'),
          notes: z
            .array(z.string())
            .describe('What one has to know to believe the numbers'),
        }),
    },
    action: async ({ input, credentials }) => {
      const health = await api.ask(credentials, given =>
        client.getHealth(
          integrationName(input.integration),
          { environment: input.environment },
          given,
        ),
      );
      const { integration, calls, objectives = [] } = health;
      return {
        output: {
          entityRef: integration.entityRef,
          ownerRef: integration.ownerRef,
          runbook: integration.runbook?.url,
          onCall: integration.onCall,
          environment: health.environment,
          status: health.status,
          since: health.since,
          evaluatedAt: health.evaluatedAt,
          lastSeenAt: health.lastSeenAt,
          reasons: health.reasons.map(({ headline, detail, since }) => ({
            headline,
            detail,
            since,
          })),
          calls: calls && {
            from: calls.from,
            to: calls.to,
            throughputPerMinute: calls.throughputPerMinute,
            errorRate: calls.errorRate,
            p50Ms: calls.p50Ms,
            p95Ms: calls.p95Ms,
            p99Ms: calls.p99Ms,
            unmeasuredBecause: calls.unmeasuredBecause,
          },
          objectives: objectives.map(
            ({ indicator, target, window, state, value }) => ({
              indicator,
              target,
              window,
              state,
              value,
            }),
          ),
          consumers: health.consumers
            .slice(0, MOST_LISTED)
            .map(({ name }) => name),
          notes: health.notes,
        },
      };
    },
  });
}
