import {
  ContractFormat,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { Command } from 'commander';
import { publishFile } from '../portal/publishFile';
import { pipelineUrl } from '../portal/pipelineUrl';
import { CommandContext } from './createProgram';
import {
  addPortalOptions,
  openPortal,
  parseContract,
  PortalOptions,
} from './portalOptions';
import { addReportOptions, ReportOptions, writeReport } from './reportOptions';

interface PublishOptions extends ReportOptions, PortalOptions {
  contract: ContractId;
  version?: string;
  title?: string;
  changelog?: string;
  override?: string;
  sourceUrl?: string;
  formatOf?: ContractFormat;
}

const examples = `
A text that says the same as the latest version changes nothing. A version that breaks the
contract's mode is refused (exit code 1), unless --override says why it has to be.

Examples:
  tieline contracts publish specs/orders.yaml --contract catalog/api:default/orders
  tieline contracts publish specs/order.json --contract kafka/orders-value \\
    --version 3.2.0 --changelog "Adds the delivery window"
  tieline contracts publish specs/orders.yaml --contract catalog/api:default/orders \\
    --override "All three consumers have moved to /v2, see ADR 17"`;

/** `tieline contracts publish` */
export function publishCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('publish')
    .description("publishes a file as a contract's next version")
    .argument('<file>', 'the text')
    .requiredOption(
      '--contract <registry/subject>',
      'which contract',
      parseContract,
    )
    .option('--version <name>', "its name (default: the text's own)")
    .option('--title <title>', "the contract's title")
    .option('--changelog <text>', 'what changed, for readers')
    .option(
      '--override <reason>',
      'publishes what breaks, with this reason; the owners that it affects are told',
    )
    .option(
      '--source-url <url>',
      'where it comes from (default: the commit, in GitHub Actions and GitLab CI)',
    )
    .option(
      '--format-of <format>',
      'what the text is (openapi, asyncapi, json-schema, table); it shows by itself by default',
    );
  return addReportOptions(addPortalOptions(command))
    .addHelpText('after', examples)
    .action(async (file: string, options: PublishOptions) => {
      const { contract, version, title, changelog, override } = options;
      const sourceUrl = options.sourceUrl ?? pipelineUrl(terminal.env);
      const report = await publishFile(
        terminal.cwd,
        openPortal(options, terminal),
        contract,
        file,
        {
          ...{ version, title, changelog, sourceUrl, format: options.formatOf },
          ...(override && { override: { reason: override } }),
        },
      );
      end(writeReport(report, options, terminal));
    });
}
