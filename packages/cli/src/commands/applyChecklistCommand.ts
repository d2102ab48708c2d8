import { Command } from 'commander';
import { applyChecklist } from '../checklist/applyChecklist';
import { renderApplied } from '../checklist/renderApplied';
import { decodeText, readTextFile } from '../files/readTextFile';
import { EXIT_CODES } from '../report/outcomeOf';
import { CommandContext } from './createProgram';
import { addPortalOptions, openPortal, PortalOptions } from './portalOptions';

interface ApplyOptions extends PortalOptions {
  note?: string;
  activate?: true;
  failOnWorse?: true;
  json?: true;
}

const examples = `
FILE is YAML or JSON: a version, and the questions and checks that are added or changed, by id; - reads
it from standard input. It becomes a draft, and what it would change for whom is evaluated. Nothing of it
counts before somebody activates it.

Examples:
  tieline checklist apply checklist.yaml --note "Coverage counts"
  tieline checklist apply checklist.yaml --fail-on-worse --activate`;

/** `tieline checklist apply` */
export function applyChecklistCommand({
  terminal,
  end,
}: CommandContext): Command {
  const command = new Command('apply')
    .description('drafts a changed checklist and shows what it would change')
    .argument('<file>', 'the changes as YAML or JSON')
    .option('--note <text>', 'why it changes')
    .option('--activate', 'activates it once it is known what it changes')
    .option(
      '--fail-on-worse',
      'ends with exit code 1, and activates nothing, where an integration would have fewer questions answered yes',
    )
    .option('--json', 'writes all of it as JSON');
  return addPortalOptions(command)
    .addHelpText('after', examples)
    .action(async (file: string, options: ApplyOptions) => {
      const text =
        file === '-'
          ? decodeText(await terminal.input(), 'standard input')
          : readTextFile(terminal.cwd, file);
      const portal = openPortal(options, terminal);
      const applied = await applyChecklist(
        portal,
        text,
        options,
        terminal.tell,
      );
      terminal.out(
        options.json
          ? `${JSON.stringify(applied, undefined, 2)}\n`
          : renderApplied(applied),
      );
      end(
        options.failOnWorse && applied.worse > 0
          ? EXIT_CODES.violations
          : EXIT_CODES.fine,
      );
    });
}
