import { isRunning, parentOf } from './processes.mjs';

const checkEveryMs = 1000;

/**
 * Calls back once npm is gone without having told us. npm runs a script through a shell, and passes on no signal that
 * ends npm itself; without this, the portal would stay behind.
 *
 * @param {() => void} onGone
 */
export function watchStarter(onGone) {
  if (!process.env.npm_lifecycle_event) {
    return;
  }
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid !== shell || (npm > 1 && !isRunning(npm))) {
      clearInterval(timer);
      onGone();
    }
  }, checkEveryMs);
  timer.unref();
}
