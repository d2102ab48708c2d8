import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { serviceGuard } from './paths.mjs';
import { onEnd } from './run.mjs';

/** How long a process has to end by itself before it is killed. */
const stopTimeoutMs = 10_000;

/**
 * Runs a process whose output goes to the terminal with a label before each line, so that several can share one.
 *
 * @param {string} label
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {{ exit: Promise<number | string>, stop: () => Promise<void> }} `exit` settles when it has ended
 */
export function runLabelled(label, command, args, options) {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: {
      ...options.env,
      NODE_OPTIONS: `--require ${JSON.stringify(serviceGuard)}`,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C reaches this process only, which then stops the others in order.
    detached: true,
  });
  child.stdin.on('error', () => {});
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line =>
      console.log(`${label.padEnd(9)} │ ${line}`),
    );
  }
  const exit = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => {
      // Its own children too: the group bears its number.
      process.kill(-child.pid, 'SIGKILL');
    }, stopTimeoutMs);
    await exit;
    clearTimeout(killer);
  };
  onEnd(stop);
  return { exit, stop };
}
