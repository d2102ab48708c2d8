import { FailOn, isViolation, violationsOf } from './outcomeOf';
import { Finding, Report, Subject } from './Report';
import { flat, printPlace } from './words';

/**
 * For CI servers: a suite for each file or contract, and in it a failed case for each
 * violation, one that passes where there is none, or one with an error where nothing could be judged.
 */
export function renderJunit(report: Report, failOn: FailOn): string {
  const count = (of: (subject: Subject) => number) =>
    report.subjects.reduce((sum, subject) => sum + of(subject), 0);
  const failures = (subject: Subject) => violationsOf(subject, failOn).length;
  const errors = ({ problem }: Subject) => (problem ? 1 : 0);
  const tests = (subject: Subject) =>
    Math.max(failures(subject) + errors(subject), 1);
  const suites = report.subjects.map(subject =>
    [
      `  <testsuite name="${escaped(subject.name)}" tests="${tests(subject)}" failures="${failures(subject)}" errors="${errors(subject)}" skipped="0" time="0">`,
      ...cases(report.command, subject, failOn),
      ...remarks(subject, failOn),
      '  </testsuite>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tieline ${escaped(report.command)}" tests="${count(tests)}" failures="${count(failures)}" errors="${count(errors)}" time="0">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function cases(command: string, subject: Subject, failOn: FailOn): string[] {
  const { problem } = subject;
  const failed = violationsOf(subject, failOn).map(finding =>
    testCase(
      command,
      subject,
      subject.retirement
        ? `${finding.ruleId}: ${finding.message}`
        : `${finding.ruleId} ${finding.pointer || finding.earlier?.pointer || '(whole text)'}`,
      `<failure message="${escaped(finding.message)}" type="${escaped(finding.ruleId)}">${escaped(detailsOf(finding), '\n')}</failure>`,
    ),
  );
  if (problem) {
    const place = problem.place ? `${printPlace(problem.place)}\n` : '';
    failed.push(
      testCase(
        command,
        subject,
        'can be judged',
        `<error message="${escaped(problem.message)}" type="not-judged">${escaped(`${place}${problem.message}\n${problem.advice}`, '\n')}</error>`,
      ),
    );
  }
  return failed.length > 0
    ? failed
    : [testCase(command, subject, subject.summary)];
}

function testCase(
  command: string,
  { name }: Subject,
  title: string,
  inner?: string,
): string {
  const attributes = `name="${escaped(title)}" classname="tieline ${escaped(`${command} ${name}`)}" file="${escaped(name)}" time="0"`;
  return inner
    ? `    <testcase ${attributes}>${inner}</testcase>`
    : `    <testcase ${attributes}/>`;
}

function remarks({ findings }: Subject, failOn: FailOn): string[] {
  const rest = findings.filter(({ level }) => !isViolation(level, failOn));
  const text = rest
    .map(finding => `${finding.level}: ${detailsOf(finding)}`)
    .join('\n\n');
  return text ? [`    <system-out>${escaped(text, '\n')}</system-out>`] : [];
}

function detailsOf(finding: Finding): string {
  const { place, earlier, message, advice, consumers = [] } = finding;
  return [
    printPlace(place),
    message,
    ...(earlier ? [`Before: ${printPlace(earlier)}`] : []),
    ...(advice ? [advice] : []),
    ...(consumers.length > 0 ? [`Concerns: ${consumers.join(', ')}`] : []),
  ]
    .map(flat)
    .join('\n');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** XML 1.0 has no way to write most control characters, lone surrogates and U+FFFE. */
function escaped(text: string, lineBreak = ' '): string {
  return text
    .split(/[\r\n]+/)
    .map(line => flat(line).replace(/\p{Surrogate}|[\uFFFE\uFFFF]/gu, '\uFFFD'))
    .join(lineBreak)
    .replace(/[&<>"]/g, character => entities[character]);
}
