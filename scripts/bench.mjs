import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './lib/command.mjs';
import { Failure } from './lib/failure.mjs';
import { nodeTransform, root } from './lib/paths.mjs';
import { formatFigures } from './lib/figures.mjs';
import { openWorkshop } from './lib/workshop.mjs';

// npm run bench -- NAME [--json]: the one door to all benchmarks, in scripts/bench and in each package's bench folder.
// A benchmark exports `run(context)`, which resolves with its figures: { NAME: { value, unit, meaning } }.
runCommand(async args => {
  const names = args.filter(arg => !arg.startsWith('--'));
  const json = args.includes('--json');
  const benchmarks = findBenchmarks();
  const file = benchmarks.get(names[0]);
  if (!file || names.length > 1) {
    throw new Failure(
      names[0]
        ? `There is no benchmark ${names.join(' ')}.`
        : 'Which benchmark?',
      {
        advice: `npm run bench -- NAME [--json], where NAME is one of: ${[...benchmarks.keys()].join(', ')}.`,
      },
    );
  }
  console.log('');
  const toolchain = await openWorkshop();
  const { run } = await import(pathToFileURL(file));
  const figures = await run({ root, toolchain, nodeTransform });
  console.log(`\n${formatFigures(figures)}`);
  if (json) {
    const values = Object.fromEntries(
      Object.entries(figures).map(([name, { value }]) => [name, value]),
    );
    console.log(JSON.stringify({ bench: names[0], figures: values }));
  }
});

/** All benchmarks by name. */
function findBenchmarks() {
  const folders = [
    'scripts/bench',
    ...['packages', 'plugins'].flatMap(group =>
      readdirSync(join(root, group)).map(name => `${group}/${name}/bench`),
    ),
  ].map(folder => join(root, folder));
  return new Map(
    folders.filter(existsSync).flatMap(folder =>
      readdirSync(folder)
        .filter(name => name.endsWith('.mjs'))
        .map(name => [basename(name, '.mjs'), join(folder, name)]),
    ),
  );
}
