import { run } from '../run';
import { Ran } from './runTieline';

/** Runs a command in this process: where there are many cases, starting one for each takes a minute. */
export async function runHere(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const code = await run(args, {
    cwd,
    env,
    input: async () => Buffer.alloc(0),
    out: text => {
      stdout += text;
    },
    tell: text => {
      stderr += text;
    },
    colours: false,
  });
  return { code, stdout, stderr };
}
