import { parseEntityRef } from '@backstage/catalog-model';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CannotJudgeError } from '../CannotJudgeError';
import { EvidenceOptions } from '../evidence/EvidenceOptions';
import { gatherEvidence } from '../evidence/gatherEvidence';
import {
  CONTROLS,
  parseControls,
  parseCounts,
  parseFact,
  parseHref,
  parseInstant,
  parseJunit,
  parseOnce,
} from '../evidence/optionValues';
import { EvidenceTarget } from '../portal/Portal';
import { pushEvidence } from '../portal/pushEvidence';
import { runUrl } from '../portal/runUrl';
import { CommandContext } from './createProgram';
import { addPortalOptions, openPortal, PortalOptions } from './portalOptions';
import { addReportOptions, ReportOptions, writeReport } from './reportOptions';

interface PushOptions extends ReportOptions, PortalOptions, EvidenceOptions {
  platform?: true;
}

type Named = Partial<EvidenceTarget> & { name: string; namespace: string };

const examples = `
All or nothing is taken, in one call. What is sent again with the same --id changes nothing. What
is newer of the same kind supersedes what was pushed before: a failed test run too, so push in a
step that also runs where tests failed.

A level is one piece of evidence: its JUnit reports are counted here and added up. FILE may be a
folder or a pattern in quotes. Only the counts leave this machine.

Controls: ${CONTROLS.join(', ')}.

--dependencies takes {"checked": 214, "pastEndOfLife": [{"name", "version", "endOfLife"}]}.
--file takes the whole body of the portal's API as JSON or YAML: lists testResults, deployments,
dependencies, faultTests, facts. --environment, --href, --at and --id fill in what its entries
leave out.

Examples:
  tieline evidence push tracking-mails --junit unit=reports/unit.xml \\
    --junit "contract=pacts/*.xml"
  tieline evidence push tracking-mails --deployment production --version 1.2.3 \\
    --result succeeded --rollout canary --canary promoted
  tieline evidence push tracking-mails --fault-test "the shop answers after 60 s" \\
    --controls timeout,retries --passed --environment staging
  tieline evidence push edge-gateway --platform --file evidence.yaml`;

/** `tieline evidence push` */
export function pushCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('push')
    .description('tells the portal what a pipeline found of an Integration')
    .argument('<name>', 'such as default/tracking-mails', parseTarget);
  addEvidenceOptions(command);
  return addReportOptions(addPortalOptions(command), [
    'text',
    'json',
    'markdown',
  ])
    .addOption(
      new Option('--json', '--format json').implies({ format: 'json' }),
    )
    .addOption(
      new Option(
        '--strict',
        'ends with exit code 1 where something does not count, such as a run without tests; the same as --fail-on warning',
      ).implies({ failOn: 'warning' }),
    )
    .addHelpText('after', examples)
    .action(async (named: Named, options: PushOptions) => {
      const target = toTarget(named, options.platform);
      const href = options.href ?? runUrl(terminal.env);
      const pieces = await gatherEvidence({ ...options, href }, terminal);
      const portal = openPortal(options, terminal);
      const report = await pushEvidence(portal, target, pieces);
      end(writeReport(report, options, terminal));
    });
}

function addEvidenceOptions(command: Command): void {
  const once = (flags: string, description: string) =>
    new Option(flags, description).argParser(parseOnce);
  command
    .option('--platform', 'the name is that of a platform, a Resource')
    .option(
      '--junit <level=file>',
      'JUnit reports of unit, integration or contract tests; may be repeated',
      parseJunit,
    )
    .option(
      '--tests <level=total:failed[:skipped]>',
      'the counts of a level instead; may be repeated',
      parseCounts,
    )
    .addOption(once('--deployment <environment>', 'where it was deployed to'))
    .option('--version <name>', 'what was deployed')
    .addOption(
      new Option('--result <result>', 'how the deployment ended').choices([
        'succeeded',
        'failed',
        'rolled-back',
      ]),
    )
    .addOption(
      new Option('--rollout <strategy>', 'how it went out').choices([
        'all-at-once',
        'canary',
        'flag',
        'blue-green',
      ]),
    )
    .addOption(
      new Option('--canary <end>', 'how the canary ended').choices([
        'promoted',
        'rolled-back',
      ]),
    )
    .addOption(
      once(
        '--dependencies <file>',
        'which are past their end of life, as JSON',
      ),
    )
    .addOption(once('--fault-test <scenario>', 'what was made to fail'))
    .option(
      '--controls <names>',
      'what the fault test tried, with commas between',
      parseControls,
    )
    .addOption(new Option('--passed', 'the controls held').conflicts('failed'))
    .option('--failed', 'they did not')
    .option(
      '--fact <name=value>',
      'anything else that a check looks at; may be repeated',
      parseFact,
    )
    .addOption(
      once(
        '--file <file>',
        'all of it as JSON or YAML; - reads it from standard input',
      ),
    )
    .addOption(once('--environment <name>', 'where the tests ran'))
    .option(
      '--href <url>',
      'where the run can be looked at (default: the run, in GitHub Actions, GitLab CI, Jenkins and Azure Pipelines)',
      parseHref,
    )
    .option('--at <instant>', 'when it was found (default: now)', parseInstant)
    .addOption(
      once('--id <id>', 'your own, so that sending it again changes nothing'),
    );
}

function parseTarget(text: string): Named {
  try {
    // A name alone says nothing about the kind.
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultKind: 'unnamed',
      defaultNamespace: 'default',
    });
    const lowerKind = kind.toLowerCase();
    if (lowerKind === 'unnamed') {
      return { namespace, name };
    }
    if (lowerKind === 'integration' || lowerKind === 'resource') {
      return { kind: lowerKind, namespace, name };
    }
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError(
    'Write the name of an Integration, such as default/tracking-mails, or with --platform of a Resource.',
  );
}

function toTarget(
  { kind, namespace, name }: Named,
  isPlatform: true | undefined,
): EvidenceTarget {
  if (isPlatform && kind === 'integration') {
    throw new CannotJudgeError(
      `--platform: integration:${namespace}/${name} is an Integration.`,
      { advice: 'Leave --platform out, or name the Resource.' },
    );
  }
  const usualKind = isPlatform ? 'resource' : 'integration';
  return { kind: kind ?? usualKind, namespace, name };
}
