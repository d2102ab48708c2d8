import { runStratum } from './stratum';

// A stratum for each order on the command line; the last line printed is its result.
process.stdout.write(
  `${JSON.stringify(runStratum(JSON.parse(process.argv[2])))}\n`,
);
