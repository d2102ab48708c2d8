import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  CRITICALITIES,
  EVIDENCE_GRADES,
  PATTERNS,
} from '@tieline/plugin-integrations-common';
import {
  CheckOutcome,
  IntegrationGovernanceClient,
  IntegrationScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { integrationName, OwnApi } from '@tieline/plugin-integrations-node';

const STATUSES = [
  'failing',
  'degraded',
  'silent',
  'unknown',
  'healthy',
] as const;
const MOST_LISTED = 100;

/** It changes nothing, and gives the same when it is asked again. */
const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

/** What agents may ask of the inventory and the scorecard, with the rights of whoever they work for. */
export function registerScorecardActions(options: {
  actions: ActionsRegistryService;
  auth: AuthService;
  discovery: DiscoveryService;
}): void {
  const { actions } = options;
  const api = new OwnApi({ ...options, pluginId: 'integration-governance' });
  const client = new IntegrationGovernanceClient(options);

  actions.register({
    name: 'list-integrations',
    title: 'List integrations',
    description:
      'Lists the integrations between systems, those that need somebody first, with owner, pattern, criticality, health status and scorecard. All filters narrow the list; a list within a filter means any of these.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          text: z
            .string()
            .optional()
            .describe('Part of a name, title, system, topic, address or owner'),
          owner: z
            .array(z.string())
            .optional()
            .describe(
              'Full entity references, such as group:default/checkout; none stands for integrations without an owner',
            ),
          system: z
            .array(z.string())
            .optional()
            .describe('Full entity references of systems'),
          pattern: z.array(z.enum(PATTERNS)).optional(),
          criticality: z.array(z.enum(CRITICALITIES)).optional(),
          status: z.array(z.enum(STATUSES)).optional(),
          limit: z.number().int().min(1).max(MOST_LISTED).default(20),
          cursor: z
            .string()
            .optional()
            .describe('nextCursor of the page before'),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              entityRef: z.string(),
              title: z.string().optional(),
              ownerRef: z.string().optional(),
              sourceRef: z.string().optional(),
              targetRefs: z.array(z.string()),
              pattern: z.string().optional(),
              criticality: z.string().optional(),
              lifecycle: z.string().optional(),
              status: z
                .string()
                .optional()
                .describe('Missing where health was not read yet'),
              reason: z
                .string()
                .optional()
                .describe('The first reason for the status'),
              yes: z
                .number()
                .optional()
                .describe('Questions of the checklist answered yes'),
              applicable: z
                .number()
                .optional()
                .describe('Questions that apply'),
            }),
          ),
          totalItems: z.number(),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const page = await api.ask(credentials, given =>
        client.listIntegrations(input, given),
      );
      return {
        output: {
          items: page.items.map(({ integration, health, score }) => ({
            entityRef: integration.entityRef,
            title: integration.title,
            ownerRef: integration.ownerRef,
            sourceRef: integration.sourceRef,
            targetRefs: integration.targetRefs,
            pattern: integration.pattern,
            criticality: integration.criticality,
            lifecycle: integration.lifecycle,
            status: health?.status,
            reason: health?.reasons[0]?.headline,
            yes: score?.yes,
            applicable: score?.applicable,
          })),
          totalItems: page.totalItems,
          nextCursor: page.pageInfo.nextCursor,
        },
      };
    },
  });

  actions.register({
    name: 'explain-score',
    title: 'Explain an integration’s score',
    description:
      'Answers the strategy checklist for one integration: each question, each check with its result, the reason, the evidence it rests on (value, source, grade, time), and what to do next. What was not measured is unmeasured, and counts as no pass.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          integration: z
            .string()
            .describe('Full entity reference, or namespace/name, or a name'),
          on: z
            .string()
            .date()
            .optional()
            .describe(
              'A past day, in UTC: the answers as they were at its end',
            ),
          onlyOpen: z
            .boolean()
            .default(false)
            .describe('Leave out checks that pass or do not apply'),
        }),
      output: z =>
        z.object({
          entityRef: z.string(),
          ownerRef: z.string().optional(),
          checklistVersion: z.string(),
          yes: z.number(),
          applicable: z.number(),
          questions: z.array(
            z.object({
              number: z.number(),
              title: z.string(),
              text: z.string(),
              state: z.string(),
              checks: z.array(
                z.object({
                  checkId: z.string(),
                  title: z.string(),
                  result: z.string(),
                  since: z.string(),
                  reason: z.string(),
                  needs: z.enum(EVIDENCE_GRADES).optional(),
                  evidence: z.array(
                    z.object({
                      value: z.string(),
                      source: z.string(),
                      grade: z.enum(EVIDENCE_GRADES),
                      at: z.string(),
                      href: z.string().optional(),
                    }),
                  ),
                  nextStep: z.string().optional(),
                  command: z.string().optional(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const name = integrationName(input.integration);
      const scorecard = await api.ask(credentials, given =>
        input.on
          ? client.getIntegrationScorecardOn(name, input.on, given)
          : client.getIntegrationScorecard(name, given),
      );
      return { output: explain(scorecard, input.onlyOpen) };
    },
  });
}

function explain(scorecard: IntegrationScorecard, onlyOpen: boolean) {
  const { integration, score, questions, outcomes } = scorecard;
  const isShown = ({ result }: CheckOutcome) =>
    !onlyOpen || !['pass', 'not-applicable'].includes(result);
  return {
    entityRef: integration.entityRef,
    ownerRef: integration.ownerRef,
    checklistVersion: scorecard.checklistVersion,
    yes: score.yes,
    applicable: score.applicable,
    questions: questions.map(({ id, number, title, text }) => ({
      number,
      title,
      text,
      state:
        score.answers.find(({ questionId }) => questionId === id)?.state ??
        'unmeasured',
      checks: outcomes
        .filter(outcome => outcome.questionId === id && isShown(outcome))
        .map(outcome => ({
          checkId: outcome.checkId,
          title: outcome.title,
          result: outcome.result,
          since: outcome.since,
          reason: outcome.reason,
          needs: outcome.needs,
          evidence: (outcome.evidence ?? []).map(
            ({ value, source, grade, at, href }) => ({
              value,
              source,
              grade,
              at,
              href,
            }),
          ),
          nextStep: outcome.nextStep?.text,
          command: outcome.nextStep?.command,
        })),
    })),
  };
}
