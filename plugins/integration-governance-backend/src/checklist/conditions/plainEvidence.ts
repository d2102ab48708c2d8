import { JsonValue } from '@backstage/types';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import { IntegrationEvidence } from '../../evidence/IntegrationEvidence';
import { EvidencePiece } from '../../evidence/told/EvidencePiece';
import { declared, integrationPage, observed, told } from '../finding';

/** A part of the evidence that conditions look into. */
export interface PlainPart {
  /** For example `facts.line-coverage`. */
  path: string;
  value: JsonValue | undefined;
  /** Whether what is missing in it is known to be missing, as in a file that can be read. */
  isComplete: boolean;
  /** What shows the value at a path in it. */
  show(path: string, value: JsonValue | undefined): Evidence;
}

/** Many conditions look at the same evidence, one after the other. */
const plain = new WeakMap<IntegrationEvidence, readonly PlainPart[]>();

/**
 * The evidence as conditions see it: plain values under the paths that
 * docs/scorecard-checks.md lists. What was never told or read has no part.
 */
export function plainEvidence(
  evidence: IntegrationEvidence,
): readonly PlainPart[] {
  const known = plain.get(evidence) ?? [
    ...catalogParts(evidence),
    ...toldParts(evidence),
    ...healthParts(evidence),
    ...driftParts(evidence),
    ...contractParts(evidence),
  ];
  plain.set(evidence, known);
  return known;
}

function catalogParts(evidence: IntegrationEvidence): PlainPart[] {
  const { owner, unresolved, contracts, pipelineMates, highestNeighbour } =
    evidence.catalog;
  const catalog = {
    ownerExists: owner?.exists ?? false,
    ownerPeople: owner?.people ?? 0,
    unresolved: unresolved.length,
    contracts: contracts.length,
    sharedPipeline: pipelineMates.length > 0,
    neighbourCriticality: highestNeighbour?.criticality,
  };
  return Object.entries({
    facets: evidence.facets,
    spec: evidence.spec,
    catalog,
  }).map(([path, value]) => ({
    path,
    value: value as unknown as JsonValue,
    isComplete: true,
    show: (at, found) => declared(evidence, inWords(at, found)),
  }));
}

function toldParts({ told: pieces }: IntegrationEvidence): PlainPart[] {
  const parts = (
    type: EvidencePiece['type'],
    pathOf: (subject: string) => string,
    valueOf: (facts: any) => JsonValue = facts => facts,
  ) =>
    pieces.list(type).map((piece): PlainPart => ({
      path: pathOf(piece.subject),
      value: valueOf(piece.facts),
      isComplete: false,
      show: () => told(piece),
    }));
  return [
    ...parts(
      'fact',
      name => `facts.${name}`,
      ({ value }) => value,
    ),
    ...parts(
      'test-results',
      level => `tests.${level}`,
      facts => ({
        ...facts,
        passed: facts.tests - facts.failed - facts.skipped,
      }),
    ),
    ...parts('deployment', environment => `deployments.${environment}`),
    ...parts(
      'dependencies',
      () => 'dependencies',
      ({ checked, pastEndOfLife }) => ({
        checked,
        pastEndOfLife: pastEndOfLife.length,
      }),
    ),
    ...parts('fault-test', control => `faultTests.${control}`),
    ...parts('attestation', checkId => `attestations.${checkId}`),
  ];
}

function healthParts(evidence: IntegrationEvidence): PlainPart[] {
  const { telemetry } = evidence;
  if (!telemetry) {
    return [];
  }
  const { summary, lastMeasured } = telemetry;
  const numbers = Object.entries(lastMeasured).flatMap(
    ([name, measured]): PlainPart[] =>
      measured
        ? [
            {
              path: `health.${name}`,
              value: measured.value,
              isComplete: false,
              show: (at, found) =>
                observed(
                  evidence,
                  telemetry,
                  inWords(at, found),
                  measured.at,
                  measured.how,
                ),
            },
          ]
        : [],
  );
  if (!summary || summary.lastSeenAt === undefined) {
    return numbers;
  }
  const seen = {
    status: summary.status,
    deadLetters: summary.deadLetters?.reduce(
      (sum, { depth }) => sum + depth,
      0,
    ),
    lastRun: summary.runs?.lastRun?.result,
    versions: summary.versions?.map(({ version }) => version),
  };
  return [
    ...numbers,
    ...Object.entries(seen)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): PlainPart => ({
        path: `health.${name}`,
        value,
        isComplete: false,
        show: (at, found) =>
          observed(
            evidence,
            telemetry,
            inWords(at, found),
            summary.evaluatedAt,
          ),
      })),
  ];
}

function driftParts(evidence: IntegrationEvidence): PlainPart[] {
  const { drift } = evidence;
  if (!drift) {
    return [];
  }
  const count = (kind: string) =>
    drift.items.filter(item => item.kind === kind && !item.dismissal).length;
  return [
    {
      path: 'drift',
      value: {
        undeclared: count('undeclared'),
        silent: count('silent'),
        mismatched: count('mismatched'),
      },
      isComplete: false,
      show: (at, found) =>
        observed(evidence, drift, inWords(at, found), drift.readAt),
    },
  ];
}

function contractParts(evidence: IntegrationEvidence): PlainPart[] {
  const { contracts } = evidence;
  if (!contracts) {
    return [];
  }
  const { flows, readAt, notReadSince } = contracts;
  return [
    {
      path: 'contracts',
      value: {
        flows: flows.length,
        registered: flows.filter(({ contract }) => contract).length,
        versions: flows.flatMap(({ versions = [] }) =>
          versions.map(({ version }) => version),
        ),
        endings: flows.flatMap(({ endings = [] }) => endings).length,
      },
      isComplete: false,
      show: (at, found) => ({
        value: inWords(at, found),
        source: 'contracts',
        href: `${integrationPage(evidence)}/contracts`,
        grade: 'tested',
        at: readAt,
        notRecheckedSince: notReadSince,
      }),
    },
  ];
}

const SHOWN_LENGTH = 200;

/** A value with where it stands. */
export function inWords(path: string, value: JsonValue | undefined): string {
  if (value === undefined) {
    return `${path} is not given`;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown =
    text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return `${path} is ${shown}`;
}
