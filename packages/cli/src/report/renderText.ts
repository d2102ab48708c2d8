import { styleText } from 'node:util';
import { FailOn, outcomeOf, violationsOf } from './outcomeOf';
import { outcomeWordsOf } from './outcomeWords';
import { Finding, Level, Report, Subject } from './Report';
import { counted, countLevels, flat, printPlace } from './words';

type Style = 'red' | 'yellow' | 'green' | 'cyan' | 'bold' | 'dim';
type Paint = (style: Style, text: string) => string;

const levelStyle: Record<Level, Style> = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
};

/** For people. */
export function renderText(
  report: Report,
  failOn: FailOn,
  colours: boolean,
): string {
  const paint: Paint = (style, text) =>
    colours ? styleText(style, text, { validateStream: false }) : text;
  const lines = report.subjects.flatMap(subject =>
    subjectLines(subject, failOn, paint),
  );
  return [
    ...lines,
    ...report.notes.map(note => paint('dim', flat(note))),
    closing(report, failOn, paint),
    '',
  ].join('\n');
}

function subjectLines(
  subject: Subject,
  failOn: FailOn,
  paint: Paint,
): string[] {
  const { findings, problem } = subject;
  const fails = violationsOf(subject, failOn).length > 0;
  const mark = fails ? paint('red', '✗') : paint('green', '✓');
  const counts = countLevels(findings);
  const head = [
    problem ? paint('yellow', '?') : mark,
    paint('bold', flat(subject.name)),
    flat(subject.summary) + (counts ? ` (${counts})` : ''),
  ].join(' ');
  return [
    head,
    ...findings.flatMap(finding => findingLines(finding, paint)),
    ...peopleLines(subject),
    ...(findings.length > 0 ? [''] : []),
  ];
}

function findingLines(finding: Finding, paint: Paint): string[] {
  const { level, ruleId, earlier, consumers = [] } = finding;
  const before = earlier && flat(printPlace(earlier));
  return [
    '',
    `  ${paint('bold', flat(printPlace(finding.place)))}  ${paint(levelStyle[level], level)}  ${flat(ruleId)}`,
    `    ${flat(finding.message)}`,
    ...(before ? [paint('dim', `    Before: ${before}`)] : []),
    ...(finding.advice ? [`    → ${flat(finding.advice)}`] : []),
    ...(consumers.length > 0
      ? [`    Concerns: ${flat(consumers.join(', '))}`]
      : []),
  ];
}

function peopleLines({ consumers = [], told = [] }: Subject): string[] {
  const concerned = consumers.map(({ integrationRef, ownerRef }) =>
    flat(`    ${integrationRef}${ownerRef ? `, owned by ${ownerRef}` : ''}`),
  );
  return [
    ...(concerned.length > 0 ? ['', '  Whom it concerns:', ...concerned] : []),
    ...(told.length > 0 ? ['', flat(`  Told: ${told.join(', ')}`)] : []),
  ];
}

function closing(report: Report, failOn: FailOn, paint: Paint): string {
  const { subjects } = report;
  if (subjects.length === 0) {
    return 'Nothing to judge.';
  }
  const outcome = outcomeOf(subjects, failOn);
  const { counted: words } = outcomeWordsOf(report.command);
  const unjudged = subjects.filter(({ problem }) => problem).length;
  const failing = subjects.filter(
    subject => violationsOf(subject, failOn).length > 0,
  ).length;
  const parts = [
    ...(failing > 0 ? [`${failing} ${words.violations}`] : []),
    ...(unjudged > 0 ? [`${unjudged} ${words.unjudged}`] : []),
  ];
  const style = outcome === 'fine' ? 'green' : 'red';
  return paint(
    style,
    `${counted(subjects.length, 'result')}: ${parts.join(', ') || words.fine}.`,
  );
}
