import {
  defaultInteraction,
  Interaction,
  Pattern,
  ReadableIntegrationSpec,
} from '@tieline/plugin-integrations-common';
import { LintFinding } from './LintFinding';
import { LintRuleId, lintRules } from './lintRules';

/** A mesh runs beside each service: it is no platform that somebody has to name. */
const patternsWithPlatform: readonly Pattern[] = [
  'event-driven',
  'api-gateway',
  'ipaas',
  'batch-file',
];

/** What an integration in production still lacks, as far as its entry shows it. */
export function gapsOf(spec: ReadableIntegrationSpec): LintFinding[] {
  if (spec.lifecycle !== 'production') {
    return [];
  }
  return [...gapsOfOwnership(spec), ...gapsOfFlows(spec), ...gapsOfRun(spec)];
}

function gap(
  ruleId: LintRuleId,
  message: string,
  path: LintFinding['path'],
): LintFinding {
  return { ruleId, level: 'warning', path, message };
}

function when(
  isLacking: boolean,
  ruleId: LintRuleId,
  field: string,
  message: string = `${lintRules[ruleId].title}, though it is in production.`,
): LintFinding[] {
  return isLacking ? [gap(ruleId, message, ['spec', ...field.split('.')])] : [];
}

function gapsOfOwnership(spec: ReadableIntegrationSpec): LintFinding[] {
  const needsPlatform =
    spec.type !== undefined && patternsWithPlatform.includes(spec.type);
  return [
    ...when(!spec.owner, 'production-owner', 'owner'),
    ...when(!spec.criticality, 'production-criticality', 'criticality'),
    ...when(needsPlatform && !spec.via?.length, 'production-platform', 'via'),
    ...when(!spec.endpoints?.length, 'production-endpoints', 'endpoints'),
  ];
}

function gapsOfFlows({ dataFlows = [] }: ReadableIntegrationSpec) {
  return [
    ...when(dataFlows.length === 0, 'production-data-flows', 'dataFlows'),
    ...dataFlows.flatMap(({ data, contract, classification }, at) => [
      ...(contract
        ? []
        : [
            gap(
              'production-contract',
              `The data flow "${data}" has no contract, though it is in production.`,
              ['spec', 'dataFlows', at, 'contract'],
            ),
          ]),
      ...(classification
        ? []
        : [
            gap(
              'production-classification',
              `The data flow "${data}" is not classified, though it is in production.`,
              ['spec', 'dataFlows', at, 'classification'],
            ),
          ]),
    ]),
  ];
}

function gapsOfRun(spec: ReadableIntegrationSpec): LintFinding[] {
  const { dataFlows = [], operations, telemetry } = spec;
  const interaction =
    spec.interaction ?? (spec.type && defaultInteraction(spec.type));
  const isBatch = interaction === 'batch';
  const hasSchedule = dataFlows.some(({ schedule }) => schedule);
  return [
    ...when(!spec.objectives?.length, 'production-objectives', 'objectives'),
    ...when(!operations?.runbook, 'production-runbook', 'operations.runbook'),
    ...when(!operations?.onCall, 'production-on-call', 'operations.onCall'),
    ...when(isBatch && !hasSchedule, 'production-schedule', 'dataFlows'),
    ...when(
      !isBatch && !telemetry?.matchers?.length,
      'production-telemetry',
      'telemetry.matchers',
    ),
    ...gapsOfFailureHandling(spec, interaction),
    ...when(!spec.review?.cadence, 'production-review', 'review.cadence'),
  ];
}

function gapsOfFailureHandling(
  { reliability = {}, telemetry }: ReadableIntegrationSpec,
  interaction: Interaction | undefined,
): LintFinding[] {
  const needed: Record<Interaction, Array<[boolean, string]>> = {
    request: [
      [!reliability.timeout, 'timeout'],
      [!reliability.retry, 'retry'],
    ],
    event: [
      [!reliability.retry, 'retry'],
      [
        !reliability.deadLetter && !telemetry?.deadLetterQueues?.length,
        'deadLetter',
      ],
    ],
    stream: [[!reliability.retry, 'retry']],
    batch: [[!reliability.rerunSafe, 'rerunSafe']],
  };
  return (interaction ? needed[interaction] : [])
    .filter(([isLacking]) => isLacking)
    .flatMap(([, field]) =>
      when(
        true,
        'production-failure-handling',
        `reliability.${field}`,
        `spec.reliability.${field} is not said, though it is in production.`,
      ),
    );
}
