// Loaded into every service before its own code. When the process that started it is gone, its standard input ends and
// its output leads nowhere: it then has to end by itself, and must not choke on log lines that nobody takes.
const { fstatSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const endTimeoutMs = 15_000;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => {});
}

const input = fstatSync(0);
// Worker threads load this too, with a standard input of their own that ends at once.
if (isMainThread && (input.isSocket() || input.isFIFO())) {
  process.stdin.once('end', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), endTimeoutMs).unref();
  });
  process.stdin.resume();
  // A service that is done may end although its input is still open.
  process.stdin.unref?.();
}
