import { FailOn, outcomeOf, violationsOf } from './outcomeOf';
import { outcomeWordsOf } from './outcomeWords';
import { Finding, Report, Subject } from './Report';
import { counted, countLevels, flat, printPlace } from './words';

/** Merge requests' comments end at 65,536 characters. */
const MAX_FINDINGS = 100;

/** For a merge request's comment. Its first line lets a job find the comment again that it wrote before. */
export function renderMarkdown(report: Report, failOn: FailOn): string {
  const outcome = outcomeOf(report.subjects, failOn);
  const { titles } = outcomeWordsOf(report.command);
  let room = MAX_FINDINGS;
  const parts = report.subjects.map(subject => {
    const shown = subject.findings.slice(0, room);
    room -= shown.length;
    return renderSubject(subject, shown, failOn);
  });
  return [
    `<!-- tieline ${report.command} -->`,
    `### tieline ${report.command}: ${titles[outcome]}`,
    ...(parts.length > 0 ? parts : ['There was nothing to judge.']),
    ...report.notes.map(words),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderSubject(
  subject: Subject,
  shown: readonly Finding[],
  failOn: FailOn,
): string {
  const { problem, consumers = [], told = [], findings } = subject;
  const fails = violationsOf(subject, failOn).length > 0;
  const judgedMark = fails ? '❌' : '✅';
  const counts = countLevels(findings);
  const head = `${problem ? '❓' : judgedMark} ${code(subject.name)} ${words(subject.summary)}${counts ? ` (${counts})` : ''}`;
  const more = findings.length - shown.length;
  return [
    head,
    ...(problem
      ? [`> ${words(problem.message)} ${words(problem.advice)}`]
      : []),
    ...(shown.length > 0 ? [table(shown)] : []),
    ...(more > 0 ? [`… and ${counted(more, 'more finding')}.`] : []),
    ...(consumers.length > 0
      ? [
          `Concerns ${consumers
            .map(
              ({ integrationRef, ownerRef }) =>
                code(integrationRef) + (ownerRef ? ` (${code(ownerRef)})` : ''),
            )
            .join(', ')}.`,
        ]
      : []),
    ...(told.length > 0 ? [`Told: ${told.map(code).join(', ')}.`] : []),
  ].join('\n\n');
}

function table(findings: readonly Finding[]): string {
  const rows = findings.map(finding => {
    const { place, earlier, level, ruleId, message, advice } = finding;
    const where = [
      code(printPlace(place)),
      ...(earlier ? [`before ${code(printPlace(earlier))}`] : []),
    ].join('<br>');
    const what = [words(message), ...(advice ? [`→ ${words(advice)}`] : [])];
    return `| ${level} | ${where} | ${code(ruleId)} | ${what.join('<br>')} |`;
  });
  return [
    '| | where | rule | what |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Texts of others become no markup, no link, and call nobody by an @name. */
function words(text: string): string {
  return flat(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~#!]/g, '\\$&')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//');
}

/** A table's cell ends at a pipe even in code. */
function code(text: string): string {
  return `\`${flat(text).replace(/`/g, "'").replace(/\|/g, '\\|')}\``;
}
