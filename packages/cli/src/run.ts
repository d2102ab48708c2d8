import { CommanderError } from 'commander';
import { CannotJudgeError } from './CannotJudgeError';
import { createProgram } from './commands/createProgram';
import { EXIT_CODES } from './report/outcomeOf';
import { tellProblem } from './tellProblem';
import { Terminal } from './Terminal';

/** Of how many words the commands are that begin with one. */
const depths: Readonly<Record<string, number | undefined>> = {
  assess: 1,
  checklist: 2,
  contracts: 2,
  evidence: 2,
  integrations: 2,
};

/**
 * Runs `tieline` with these arguments.
 *
 * @returns the exit code: 0 fine, 1 violations, 2 could not judge
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  let code: number = EXIT_CODES.fine;
  const end = (given: number) => {
    code = given;
  };
  try {
    const program = createProgram({ terminal, end });
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return fail(error, args, terminal);
  }
}

function fail(
  error: unknown,
  args: readonly string[],
  terminal: Terminal,
): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) {
      return EXIT_CODES.fine;
    }
    const isUnknown = error.code === 'commander.unknownCommand';
    const words = args.filter(arg => /^[a-z]+(-[a-z]+)*$/.test(arg));
    const depth = depths[words[0]] ?? 0;
    const command = words.slice(0, isUnknown ? Math.min(depth, 1) : depth);
    // Without a command Commander shows its help as an error; its message has no words then.
    const message = error.message.startsWith('(')
      ? 'There is no command.'
      : `${error.message.replace(/^error: /, '').replace(/\.*$/, '')}.`;
    tellProblem(
      {
        message,
        advice: `${['tieline', ...command].join(' ')} --help lists what there is.`,
      },
      terminal,
    );
    return EXIT_CODES.unjudged;
  }
  if (error instanceof CannotJudgeError) {
    tellProblem(error.problem, terminal);
    return EXIT_CODES.unjudged;
  }
  const { stack } = error as Error;
  tellProblem(
    {
      message: `This is a fault of tieline itself: ${error}`,
      advice: 'Report it with what is below. Nothing was judged by this run.',
    },
    terminal,
  );
  terminal.tell(`${stack ?? ''}\n`);
  return EXIT_CODES.unjudged;
}
