import { CannotJudgeError } from '../CannotJudgeError';
import { Terminal } from '../Terminal';
import { Deployment, EvidenceOptions, GivenPiece } from './EvidenceOptions';
import { readDependencies, readEvidenceFile } from './readEvidenceFile';
import { readJunitFiles } from './readJunitFiles';

/**
 * All that the options tell, in the order of their groups.
 *
 * @throws CannotJudgeError where options do not go together, a file can't be read, or there is nothing
 */
export async function gatherEvidence(
  options: EvidenceOptions,
  terminal: Terminal,
): Promise<GivenPiece[]> {
  const { file } = options;
  const pieces = [
    ...testPieces(options, terminal.cwd),
    ...deploymentPieces(options),
    ...dependencyPieces(options, terminal.cwd),
    ...faultTestPieces(options),
    ...factPieces(options),
    ...(file === undefined ? [] : await readEvidenceFile(file, terminal)),
  ];
  if (pieces.length === 0) {
    throw new CannotJudgeError('There is no evidence to push.', {
      advice:
        'Give one or more of --junit, --tests, --deployment, --dependencies, --fault-test, --fact and --file.',
    });
  }
  return fillIn(pieces, options);
}

function testPieces(
  { junit = [], tests = [] }: EvidenceOptions,
  cwd: string,
): GivenPiece[] {
  const counted = readJunitFiles(cwd, junit).map(({ results, files }) => ({
    item: results,
    origin: `--junit ${results.level}=${files.join(', ')}`,
  }));
  const given = tests.map(option => ({
    item: option.results,
    origin: `--tests ${option.given}`,
  }));
  const levels = new Map<string, string>();
  return [...counted, ...given].map(({ item, origin }) => {
    const before = levels.get(item.level);
    if (before) {
      throw new CannotJudgeError(
        `There are two results of the level ${item.level}: ${before} and ${origin}.`,
        {
          advice:
            'A level is one piece of evidence: name all its reports with --junit, or its sums with one --tests.',
        },
      );
    }
    levels.set(item.level, origin);
    return { list: 'testResults', item, origin };
  });
}

function deploymentPieces(options: EvidenceOptions): GivenPiece[] {
  const { deployment: environment, version, result, rollout, canary } = options;
  if (environment === undefined) {
    assertUnused('--deployment', { version, result, rollout, canary });
    return [];
  }
  if (!result) {
    throw new CannotJudgeError('--deployment needs --result.', {
      advice: 'Say how it ended: succeeded, failed or rolled-back.',
    });
  }
  if (canary && rollout && rollout !== 'canary') {
    throw new CannotJudgeError(
      `--canary ${canary} says how a canary ended, but --rollout is ${rollout}.`,
      { advice: 'Leave one of them out, or write --rollout canary.' },
    );
  }
  const item: Deployment = { environment, version, result, rollout, canary };
  return [{ list: 'deployments', item, origin: `--deployment ${environment}` }];
}

function dependencyPieces(
  { dependencies }: EvidenceOptions,
  cwd: string,
): GivenPiece[] {
  return dependencies === undefined
    ? []
    : [
        {
          list: 'dependencies',
          item: readDependencies(cwd, dependencies),
          origin: `--dependencies ${dependencies}`,
        },
      ];
}

function faultTestPieces(options: EvidenceOptions): GivenPiece[] {
  const {
    faultTest: scenario,
    controls,
    passed,
    failed,
    environment,
  } = options;
  if (scenario === undefined) {
    assertUnused('--fault-test', { controls, passed, failed });
    return [];
  }
  const missing = [
    !controls && '--controls',
    !passed && !failed && '--passed or --failed',
    !environment && '--environment',
  ].filter(part => typeof part === 'string');
  if (!controls || !environment || missing.length > 0) {
    throw new CannotJudgeError(`--fault-test needs ${missing.join(', ')}.`, {
      advice:
        'Say which controls it tried, whether they held, and in which environment, such as --controls timeout,retries --passed --environment staging.',
    });
  }
  const item = { scenario, controls, passed: Boolean(passed), environment };
  return [{ list: 'faultTests', item, origin: `--fault-test "${scenario}"` }];
}

function factPieces({ fact = [] }: EvidenceOptions): GivenPiece[] {
  return fact.map(item => ({
    list: 'facts',
    item,
    origin: `--fact ${item.name}`,
  }));
}

function assertUnused(
  leader: string,
  followers: Readonly<Record<string, unknown>>,
): void {
  const used = Object.keys(followers).find(
    name => followers[name] !== undefined,
  );
  if (used) {
    throw new CannotJudgeError(`--${used} belongs to ${leader}.`, {
      advice: `Give ${leader} too, or leave --${used} out.`,
    });
  }
}

/** What the options say of all pieces, where a piece doesn't say it itself. */
function fillIn(
  pieces: readonly GivenPiece[],
  { environment, href, at, id }: EvidenceOptions,
): GivenPiece[] {
  const hasEnvironment = ({ list }: GivenPiece) =>
    list === 'testResults' || list === 'faultTests';
  if (environment !== undefined && !pieces.some(hasEnvironment)) {
    throw new CannotJudgeError(
      '--environment says where tests ran, and there are none.',
      {
        advice:
          'Leave it out. Of a deployment, the environment stands behind --deployment.',
      },
    );
  }
  return pieces.map(
    piece =>
      ({
        ...piece,
        item: {
          ...(hasEnvironment(piece) && { environment }),
          ...{ href, at, id },
          ...piece.item,
        },
      }) as GivenPiece,
  );
}
