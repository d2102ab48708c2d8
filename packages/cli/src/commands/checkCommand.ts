import {
  COMPATIBILITY_MODES,
  COMPATIBILITY_POLICIES,
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import {
  ContractFormat,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { Command, Option } from 'commander';
import { CannotJudgeError } from '../CannotJudgeError';
import { checkFiles } from '../checking/checkFiles';
import { checkRevisions } from '../checking/checkRevisions';
import { RevisionRange } from '../checking/RevisionRange';
import { TextJudge } from '../checking/TextJudge';
import { checkWithPortal } from '../portal/checkWithPortal';
import { Report } from '../report/Report';
import { Terminal } from '../Terminal';
import { CommandContext } from './createProgram';
import {
  addPortalOptions,
  openPortal,
  parseContract,
  parseSeconds,
  PortalOptions,
} from './portalOptions';
import { addReportOptions, ReportOptions, writeReport } from './reportOptions';

interface CheckOptions extends ReportOptions, PortalOptions {
  mode?: CompatibilityMode;
  policy?: CompatibilityPolicy;
  formatOf?: ContractFormat;
  git?: string;
  against?: string;
  allowRemoved: boolean;
  contract?: ContractId;
  allowNew: boolean;
  /** In seconds. */
  timeLimit?: number;
}

const examples = `
Between two files, between two Git revisions (folders are searched for .json, .yaml and .yml
that are contracts), or as the next version of a contract that the portal knows.

--against compares the working folder with the commit where it parted from REV: what a
merge request changes, and nothing that others changed meanwhile.

Examples:
  tieline contracts check old.yaml new.yaml --mode FULL --policy strict
  tieline contracts check --against origin/main -- specs
  tieline contracts check --git v1.4..v1.5 -- specs/orders.yaml
  tieline contracts check --portal https://tieline.example.com \\
    --contract catalog/api:default/orders specs/orders.yaml
  tieline contracts check --against origin/main --format sarif --output tieline.sarif -- specs`;

/** `tieline contracts check` */
export function checkCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('check')
    .description('judges whether a text may follow the earlier ones')
    .argument(
      '[paths...]',
      'OLD NEW; with --git or --against files and folders; with --contract FILE',
    )
    .addOption(
      new Option(
        '--mode <mode>',
        "how far it may differ (default: BACKWARD; with --contract the contract's own)",
      )
        .choices(COMPATIBILITY_MODES)
        .argParser(oneOf(COMPATIBILITY_MODES, text => text.toUpperCase())),
    )
    .addOption(
      new Option(
        '--policy <policy>',
        "how severely it is judged (default: semantic; with --contract the contract's own)",
      ).choices(COMPATIBILITY_POLICIES),
    )
    .option(
      '--format-of <format>',
      'what the texts are (openapi, asyncapi, json-schema, table); they show it themselves by default',
    )
    .addOption(
      new Option('--git <rev..rev>', 'between two Git revisions').conflicts([
        'against',
        'contract',
      ]),
    )
    .addOption(
      new Option(
        '--against <rev>',
        'the working folder against a Git revision',
      ).conflicts('contract'),
    )
    .option(
      '--time-limit <seconds>',
      'for judging one text without a portal (default: 20)',
      parseSeconds,
    )
    .option('--allow-removed', 'a contract that is gone only warns', false)
    .option(
      '--contract <registry/subject>',
      'as the next version of this contract in the portal',
      parseContract,
    )
    .option(
      '--allow-new',
      'a contract that the portal does not know yet is fine',
      false,
    );
  return addReportOptions(addPortalOptions(command))
    .addHelpText('after', examples)
    .action(async (paths: string[], options: CheckOptions) => {
      const report = await check(paths, options, terminal);
      end(writeReport(report, options, terminal));
    });
}

async function check(
  paths: string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<Report> {
  const { cwd } = terminal;
  const { contract, git, against, allowNew, allowRemoved } = options;
  if (contract) {
    const [file] = exactly(1, paths, 'With --contract', 'one FILE');
    const portal = openPortal(options, terminal);
    const { mode, policy, formatOf: format } = options;
    return checkWithPortal(cwd, portal, {
      ...{ contract, file, allowNew },
      ...{ mode, policy, format },
    });
  }
  const judged = {
    mode: options.mode ?? 'BACKWARD',
    policy: options.policy ?? 'semantic',
    format: options.formatOf,
  } as const;
  const timeLimitMs = options.timeLimit && options.timeLimit * 1_000;
  if (git !== undefined || against !== undefined) {
    if (paths.length === 0) {
      throw new CannotJudgeError(
        `${git === undefined ? '--against' : '--git'} needs the paths of contracts.`,
        { advice: 'Name files or folders behind --, such as: -- specs' },
      );
    }
    const range =
      git === undefined
        ? RevisionRange.against(against!)
        : RevisionRange.parse(git);
    return TextJudge.lend(timeLimitMs, judge =>
      checkRevisions({ ...judged, cwd, judge, range, paths, allowRemoved }),
    );
  }
  const [older, newer] = exactly(
    2,
    paths,
    'Without --git, --against and --contract',
    'two files, OLD NEW',
  );
  return TextJudge.lend(timeLimitMs, judge =>
    checkFiles(cwd, [older, newer], judge, judged),
  );
}

function exactly(
  count: number,
  paths: string[],
  when: string,
  what: string,
): string[] {
  if (paths.length !== count) {
    throw new CannotJudgeError(
      `${when} it takes ${what}; ${paths.length === 0 ? 'none is' : `${paths.length} are`} given.`,
      { advice: 'tieline contracts check --help shows each way.' },
    );
  }
  return paths;
}

/** A choice that is also taken in small letters. */
function oneOf<T extends string>(
  values: readonly T[],
  normalise: (text: string) => string,
) {
  return (text: string): T => {
    const found = values.find(value => value === normalise(text));
    if (!found) {
      throw new CannotJudgeError(
        `--mode ${text} is none of ${values.join(', ')}.`,
        { advice: 'Name one of these.' },
      );
    }
    return found;
  };
}
