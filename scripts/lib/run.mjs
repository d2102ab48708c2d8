import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './paths.mjs';
import { Failure } from './failure.mjs';

/** Processes that must not outlive this one. */
const running = new Set();

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, logFile?: string, timeoutMs?: number }} [options]
 *   `logFile` takes all output; without it the output goes to the terminal. `timeoutMs` ends it when it takes longer
 * @returns {Promise<number>} the exit code; 128 and more where a signal ended it
 */
export function runToEnd(command, args, options = {}) {
  const { cwd = root, env = process.env, logFile, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    const output = openOutput(logFile);
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', output, output],
      // Its own group, so that its workers can be ended with it.
      detached: true,
    });
    running.add(child);
    const timer =
      timeoutMs && setTimeout(() => endGroup(child, 'SIGKILL'), timeoutMs);
    const finish = () => {
      clearTimeout(timer);
      running.delete(child);
      if (typeof output === 'number') {
        closeSync(output);
      }
    };
    child.on('error', error => {
      finish();
      reject(error);
    });
    child.on('close', (code, signal) => {
      finish();
      resolve(signal ? 128 : (code ?? 1));
    });
  });
}

/**
 * Runs a command that has to succeed.
 *
 * @throws Failure with the log's name, and `advice` where given
 */
export async function runOrFail(title, command, args, options = {}) {
  const code = await runToEnd(command, args, options);
  if (code !== 0) {
    throw new Failure(`${title} failed (exit code ${code}).`, options);
  }
}

/** What a command prints on standard output, trimmed. Standard error is dropped: npm warns there. */
export function readOutput(command, args, options = {}) {
  const { cwd = root, env = process.env } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let out = '';
    let err = '';
    child.stdout.on('data', chunk => (out += chunk));
    child.stderr.on('data', chunk => (err += chunk));
    child.on('error', reject);
    child.on('close', code => {
      running.delete(child);
      if (code === 0) {
        resolve(out.trim());
      } else {
        reject(
          new Failure(
            `${command} ${args.join(' ')} failed (exit code ${code}).\n${err.trim()}`,
          ),
        );
      }
    });
  });
}

function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has no group of its own, or ended just now.
    child.kill(signal);
  }
}

/** What has to be done before this process ends early. */
const endings = new Set();

/**
 * Registers what has to be done should this process be told to end.
 *
 * @param {() => unknown} work
 * @returns {() => void} forgets it again, once it has been done or is not needed
 */
export function onEnd(work) {
  endings.add(work);
  return () => endings.delete(work);
}

/** Ends what is still running, as this process is about to end. */
export async function endRunning() {
  for (const child of running) {
    endGroup(child, 'SIGTERM');
  }
  await Promise.allSettled([...endings].map(async work => work()));
}

function openOutput(logFile) {
  if (logFile) {
    mkdirSync(dirname(logFile), { recursive: true });
    return openSync(logFile, 'w');
  }
  return 'inherit';
}
