import { Command, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotJudgeError } from '../CannotJudgeError';
import { EXIT_CODES, FailOn, outcomeOf } from '../report/outcomeOf';
import { renderJson } from '../report/renderJson';
import { renderJunit } from '../report/renderJunit';
import { renderMarkdown } from '../report/renderMarkdown';
import { renderSarif } from '../report/renderSarif';
import { renderText } from '../report/renderText';
import { Report } from '../report/Report';
import { Terminal } from '../Terminal';
import { tellProblem } from '../tellProblem';

const REPORT_FORMATS = ['text', 'json', 'sarif', 'junit', 'markdown'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** How results are written. */
export interface ReportOptions {
  format: ReportFormat;
  output?: string;
  failOn: FailOn;
}

/**
 * Adds the options that every command with a report has.
 *
 * @param formats - those that say something about what it looks at
 */
export function addReportOptions(
  command: Command,
  formats: readonly ReportFormat[] = REPORT_FORMATS,
): Command {
  return command
    .addOption(
      new Option('--format <format>', 'how results are written')
        .choices(formats)
        .default('text'),
    )
    .option(
      '--output <file>',
      'writes them into a file; the terminal shows text all the same',
    )
    .addOption(
      new Option('--fail-on <level>', 'what ends with exit code 1')
        .choices(['error', 'warning'])
        .default('error'),
    );
}

/**
 * Writes a report as asked.
 *
 * @returns the exit code
 * @throws CannotJudgeError where the output's file can't be written
 */
export function writeReport(
  report: Report,
  { format, output, failOn }: ReportOptions,
  terminal: Terminal,
): number {
  const renderings = {
    text: () => renderText(report, failOn, terminal.colours && !output),
    json: () => renderJson(report, failOn),
    sarif: () => renderSarif(report),
    junit: () => renderJunit(report, failOn),
    markdown: () => renderMarkdown(report, failOn),
  };
  const rendered = renderings[format]();
  if (output) {
    writeTo(output, rendered, terminal);
    terminal.out(renderText(report, failOn, terminal.colours));
  } else {
    terminal.out(rendered);
  }
  for (const { problem } of report.subjects) {
    if (problem) {
      tellProblem(problem, terminal);
    }
  }
  return EXIT_CODES[outcomeOf(report.subjects, failOn)];
}

/** @throws CannotJudgeError where the file can't be written */
export function writeTo(file: string, text: string, { cwd }: Terminal): void {
  try {
    writeFileSync(resolve(cwd, file), text);
  } catch (error) {
    throw new CannotJudgeError(
      `--output: ${file} can not be written: ${(error as Error).message}.`,
      { advice: 'Name a file in a folder that exists and may be written to.' },
    );
  }
}
