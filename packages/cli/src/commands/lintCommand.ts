import { Command } from 'commander';
import { lintFiles } from '../linting/lintFiles';
import { CommandContext } from './createProgram';
import { addReportOptions, ReportOptions, writeReport } from './reportOptions';

const examples = `
Errors are mistakes that cost a field in the portal. Warnings are what an integration in
production still lacks, and fields that look misspelt; --fail-on warning makes them count.
Folders are searched for .yaml and .yml; other entities in the files are left alone.

Examples:
  tieline integrations lint catalog
  tieline integrations lint catalog/orders.yaml --fail-on warning
  tieline integrations lint catalog --format junit --output integrations.xml`;

/** `tieline integrations lint` */
export function lintCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('lint')
    .description(
      'checks YAML of Integrations against the schema and the vocabulary, and for what production needs',
    )
    .argument('<paths...>', 'files and folders');
  return addReportOptions(command)
    .addHelpText('after', examples)
    .action((paths: string[], options: ReportOptions) => {
      end(writeReport(lintFiles(terminal.cwd, paths), options, terminal));
    });
}
