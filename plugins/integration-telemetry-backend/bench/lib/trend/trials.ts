import { lookAtFile } from './lookAtFile';
import { runStratum } from './stratum';

// One order on the command line; the last line printed is what came of it.
const order = JSON.parse(process.argv[2]);
try {
  const result = order.file ? lookAtFile(order) : runStratum(order);
  process.stdout.write(`${JSON.stringify(result)}\n`);
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
