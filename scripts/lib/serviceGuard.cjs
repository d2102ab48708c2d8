// Loaded into every service before its own code. When the process that started it is gone, its standard input ends and
// its output leads nowhere: it then has to end by itself, and must not choke on log lines that nobody takes.
const endTimeoutMs = 15_000;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => {});
}
process.stdin.once('end', () => {
  setTimeout(() => process.exit(1), endTimeoutMs).unref();
});
