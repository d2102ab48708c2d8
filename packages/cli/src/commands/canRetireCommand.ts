import { parseEntityRef } from '@backstage/catalog-model';
import { ContractId } from '@tieline/plugin-integrations-common/contracts';
import { Command, InvalidArgumentError } from 'commander';
import {
  canRetireIntegration,
  canRetireVersions,
  IntegrationName,
} from '../portal/canRetire';
import { CommandContext } from './createProgram';
import {
  addPortalOptions,
  openPortal,
  parseContract,
  PortalOptions,
} from './portalOptions';
import { addReportOptions, ReportOptions, writeReport } from './reportOptions';

type CanRetireOptions = ReportOptions & PortalOptions;

/** There is no file that a place in SARIF could mean. */
const formats = ['text', 'json', 'junit', 'markdown'] as const;

const meaning = `
The portal answers yes (exit code 0), no (1) with all who or what is in the way, or unknown (2),
where it does not know enough about use to call it safe. Nothing is retired by asking.`;

const versionExamples = `${meaning}

Examples:
  tieline contracts can-retire catalog/api:default/shipping-api 1.9.4
  tieline contracts can-retire kafka/orders-value --format json
  tieline contracts can-retire catalog/api:default/shipping-api 1.9.4 && ./switch-off.sh`;

const integrationExamples = `${meaning}

Examples:
  tieline integrations can-retire tracking-mails
  tieline integrations can-retire default/tracking-mails --format markdown --output comment.md`;

/** `tieline contracts can-retire` */
export function canRetireVersionCommand({
  terminal,
  end,
}: CommandContext): Command {
  const command = new Command('can-retire')
    .description('asks the portal whether a version may be switched off')
    .argument('<contract>', '<registry>/<subject>', parseContract)
    .argument('[version]', 'its name (default: each that is deprecated)');
  return addReportOptions(addPortalOptions(command), formats)
    .addHelpText('after', versionExamples)
    .action(
      async (
        contract: ContractId,
        version: string | undefined,
        options: CanRetireOptions,
      ) => {
        const portal = openPortal(options, terminal);
        const report = await canRetireVersions(portal, contract, version);
        end(writeReport(report, options, terminal));
      },
    );
}

/** `tieline integrations can-retire` */
export function canRetireIntegrationCommand({
  terminal,
  end,
}: CommandContext): Command {
  const command = new Command('can-retire')
    .description('asks the portal whether an Integration may be switched off')
    .argument('<name>', 'such as default/tracking-mails', parseIntegration);
  return addReportOptions(addPortalOptions(command), formats)
    .addHelpText('after', integrationExamples)
    .action(async (integration: IntegrationName, options: CanRetireOptions) => {
      const portal = openPortal(options, terminal);
      const report = await canRetireIntegration(portal, integration);
      end(writeReport(report, options, terminal));
    });
}

/** A name, with its namespace where that isn't the usual one. */
function parseIntegration(text: string): IntegrationName {
  try {
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultKind: 'integration',
      defaultNamespace: 'default',
    });
    if (kind.toLowerCase() === 'integration') {
      return { namespace, name };
    }
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError(
    'Write the name of an Integration, such as default/tracking-mails.',
  );
}
