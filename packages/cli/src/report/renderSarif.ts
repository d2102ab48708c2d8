import { createHash } from 'node:crypto';
import { Problem } from '../CannotJudgeError';
import { toolVersion } from '../toolVersion';
import { Finding, Place, Report } from './Report';
import { ruleOf } from './rules';
import { flat, printPlace } from './words';

/**
 * For code scanning: SARIF 2.1.0 (OASIS). Paths are relative to the working folder, which is
 * the repository's root in a pipeline.
 */
export function renderSarif(report: Report): string {
  const findings = report.subjects.flatMap(subject => subject.findings);
  const problems = report.subjects.flatMap(({ problem }) =>
    problem ? [problem] : [],
  );
  const ruleIds = [...new Set(findings.map(({ ruleId }) => ruleId))];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tieline',
            version: toolVersion,
            semanticVersion: toolVersion,
            rules: ruleIds.map(id =>
              describeRule(
                id,
                findings.find(({ ruleId }) => ruleId === id)!,
              ),
            ),
          },
        },
        automationDetails: {
          id: `tieline/${report.command.replace(' ', '/')}/`,
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            toolExecutionNotifications: problems.map(notificationOf),
          },
        ],
        results: findings.map(finding => ({
          ruleId: finding.ruleId,
          ruleIndex: ruleIds.indexOf(finding.ruleId),
          level: finding.level,
          message: { text: messageOf(finding) },
          locations: [locationOf(finding.place, finding.pointer)],
          ...relatedLocationsOf(finding),
          partialFingerprints: { 'tielineFinding/v1': fingerprintOf(finding) },
          properties: {
            ...(finding.advice && { advice: finding.advice }),
            ...(finding.version && { version: finding.version }),
            ...(finding.direction && { direction: finding.direction }),
            ...(finding.consumers && { consumers: finding.consumers }),
          },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(id: string, example: Finding) {
  const { title, help } = ruleOf(example);
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: example.level },
  };
}

function messageOf({ message, advice, earlier, consumers = [] }: Finding) {
  return [
    message,
    ...(earlier ? [`Before: ${printPlace(earlier)}.`] : []),
    ...(advice ? [advice] : []),
    ...(consumers.length > 0 ? [`Concerns ${consumers.join(', ')}.`] : []),
  ]
    .map(flat)
    .join(' ');
}

function locationOf(place: Place, pointer?: string) {
  return {
    physicalLocation: physicalLocationOf(place),
    ...(pointer && { logicalLocations: [{ fullyQualifiedName: pointer }] }),
  };
}

/** An earlier revision's line numbers mean nothing in the file of today. */
function relatedLocationsOf({ earlier }: Finding) {
  return earlier && !earlier.revision
    ? {
        relatedLocations: [
          {
            id: 1,
            ...locationOf(earlier, earlier.pointer),
            message: { text: 'Before' },
          },
        ],
      }
    : {};
}

function physicalLocationOf({ file, line, column }: Place) {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return {
    artifactLocation: { uri },
    region: { startLine: line ?? 1, startColumn: column ?? 1 },
  };
}

/** The same finding in the next run, though lines above it came or went. */
function fingerprintOf(finding: Finding): string {
  const { ruleId, place, pointer, earlier, direction, version } = finding;
  return createHash('sha256')
    .update(
      JSON.stringify([
        ruleId,
        place.file,
        pointer,
        earlier?.pointer,
        direction,
        version,
      ]),
    )
    .digest('hex')
    .slice(0, 32);
}

function notificationOf({ message, advice, place }: Problem) {
  return {
    level: 'error',
    message: { text: flat(`${message} ${advice}`) },
    ...(place && { locations: [locationOf(place)] }),
  };
}
