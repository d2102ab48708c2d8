import { Command, Option } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import { Assessment } from '@tieline/plugin-integrations-common/governance';
import { CannotJudgeError } from '../CannotJudgeError';
import { Portal } from '../portal/Portal';
import { EXIT_CODES } from '../report/outcomeOf';
import { counted } from '../report/words';
import { Terminal } from '../Terminal';
import { CommandContext } from './createProgram';
import {
  addPortalOptions,
  openPortal,
  parseSeconds,
  PortalOptions,
} from './portalOptions';
import { writeTo } from './reportOptions';

interface AssessOptions extends PortalOptions {
  title?: string;
  note?: string;
  wait?: true;
  every: number;
  export?: 'csv' | 'json';
  output?: string;
}

const examples = `
Every integration is evaluated now, and what is found is frozen: results with their evidence,
answers and scores. One assessment runs at a time. Progress goes to standard error.

Exit codes: 0 it has begun, or with --wait is done; 2 it failed, or could not be started.

Examples:
  tieline assess --title "Third quarter"
  tieline assess --wait
  tieline assess --export csv --output assessment.csv
  tieline assess --export json | jq '.integrations | length'`;

/** `tieline assess` */
export function assessCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('assess')
    .description('runs the checklist for the whole portfolio, and freezes it')
    .option('--title <title>', 'how it is called (default: with the day)')
    .option('--note <note>', 'what it is for')
    .option('--wait', 'until it is done')
    .option(
      '--every <seconds>',
      'how often progress is asked for',
      parseSeconds,
      2,
    )
    .addOption(
      new Option(
        '--export <format>',
        'every check with its evidence; waits until it is done',
      ).choices(['csv', 'json']),
    )
    .option('--output <file>', 'writes the export into a file');
  return addPortalOptions(command)
    .addHelpText('after', examples)
    .action(async (options: AssessOptions) => {
      if (options.output && !options.export) {
        throw new CannotJudgeError('--output: there is nothing to write.', {
          advice: 'Say what is written with --export csv or --export json.',
        });
      }
      const portal = openPortal(options, terminal);
      const { title, note } = options;
      const begun = await portal.startAssessment({ title, note });
      const isAwaited = options.wait || options.export !== undefined;
      const assessment = isAwaited
        ? await awaitEnd(portal, begun, options.every, terminal)
        : begun;
      requireNotFailed(assessment);
      await tellEnd(portal, assessment, options, terminal);
      end(EXIT_CODES.fine);
    });
}

async function awaitEnd(
  portal: Portal,
  begun: Assessment,
  everySeconds: number,
  terminal: Terminal,
): Promise<Assessment> {
  let assessment = begun;
  let told = -1;
  while (assessment.state === 'running') {
    if (assessment.done !== told) {
      told = assessment.done;
      terminal.tell(`${told} of ${assessment.total} integrations\n`);
    }
    await pause(everySeconds * 1000);
    assessment = await portal.getAssessment(assessment.id);
  }
  return assessment;
}

function requireNotFailed({ state, title, because }: Assessment): void {
  if (state === 'failed') {
    throw new CannotJudgeError(
      `“${title}” failed: ${because ?? 'the portal does not say why'}`,
      { advice: 'Run this again.' },
    );
  }
}

async function tellEnd(
  portal: Portal,
  assessment: Assessment,
  options: AssessOptions,
  terminal: Terminal,
): Promise<void> {
  const sentence = `${inWords(assessment)}\n`;
  if (!options.export) {
    terminal.out(sentence);
    return;
  }
  const text = await portal.exportAssessment(assessment.id, options.export);
  if (options.output) {
    writeTo(options.output, text, terminal);
    terminal.out(sentence);
  } else {
    // Standard output is the export, for other programs.
    terminal.tell(sentence);
    terminal.out(text);
  }
}

function inWords({ id, state, title, total, yesShare }: Assessment): string {
  if (state === 'running') {
    return `“${title}” has begun: ${counted(total, 'integration')} (${id}).`;
  }
  const answered =
    typeof yesShare === 'number'
      ? `, ${Math.round(yesShare * 100)} % of the questions answered yes`
      : '';
  return `“${title}” is done: ${counted(total, 'integration')}${answered} (${id}).`;
}
