import {
  ContractFormat,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { Command } from 'commander';
import { importHistory } from '../importing/importHistory';
import { flat } from '../report/words';
import { CommandContext } from './createProgram';
import {
  addPortalOptions,
  openPortal,
  parseContract,
  PortalOptions,
} from './portalOptions';
import { addReportOptions, ReportOptions, writeReport } from './reportOptions';

interface ImportOptions extends ReportOptions, PortalOptions {
  history: string;
  contract: ContractId;
  formatOf?: ContractFormat;
  sourceUrl?: string;
}

const examples = `
Goes through the commits that changed the file (also under its earlier names; of a merge, the
merge), oldest first, and publishes each text that says something else than the one before, with
the commit's date and message. What breaks goes through, with the reason that it is history. Run
again, it goes on where it stopped. The token needs integration.contract.read, .publish and .override.

Examples:
  tieline contracts import --history specs/orders.yaml --contract catalog/api:default/orders
  tieline contracts import --history order.json --contract kafka/orders-value \\
    --source-url "https://git.example.com/shop/orders/commit/{commit}"`;

/** `tieline contracts import` */
export function importCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('import')
    .description("publishes a file's history in Git as a contract's versions")
    .requiredOption('--history <file>', 'the file, as it is called today')
    .requiredOption(
      '--contract <registry/subject>',
      'which contract',
      parseContract,
    )
    .option(
      '--source-url <template>',
      "address of a commit with {commit} for its hash (default: from the remote's address)",
    )
    .option(
      '--format-of <format>',
      'what the texts are (openapi, asyncapi, json-schema, table); they show it themselves by default',
    );
  return addReportOptions(addPortalOptions(command))
    .addHelpText('after', examples)
    .action(async (options: ImportOptions) => {
      const { history, contract, sourceUrl, formatOf } = options;
      const portal = openPortal(options, terminal);
      const report = await importHistory(portal, {
        ...{ contract, sourceUrl, cwd: terminal.cwd },
        ...{ file: history, format: formatOf },
        tell: line => terminal.tell(`${flat(line)}\n`),
      });
      end(writeReport(report, options, terminal));
    });
}
