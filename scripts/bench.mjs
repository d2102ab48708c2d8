import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './lib/command.mjs';
import { Failure } from './lib/failure.mjs';
import { nodeTransform, root } from './lib/paths.mjs';
import { formatFigures } from './lib/figures.mjs';
import { openWorkshop } from './lib/workshop.mjs';

// npm run bench -- NAME [--json] [OPTIONS]: the one door to all benchmarks, in scripts/bench and in each package's bench folder.
// A benchmark exports `run(context)`, which resolves with its figures: { NAME: { value, unit, meaning } }. One that
// takes options of its own also exports their `usage`, and finds them in `context.args`.
runCommand(async args => {
  const json = args.includes('--json');
  const [name, ...rest] = args.filter(arg => arg !== '--json');
  const benchmarks = findBenchmarks();
  const file = benchmarks.get(name);
  if (!file) {
    throw new Failure(
      name ? `There is no benchmark ${name}.` : 'Which benchmark?',
      {
        advice: `npm run bench -- NAME [--json], where NAME is one of: ${[...benchmarks.keys()].join(', ')}.`,
      },
    );
  }
  const { run, usage } = await import(pathToFileURL(file));
  if (rest.length > 0 && !usage) {
    throw new Failure(`${name} takes no options, but got ${rest.join(' ')}.`, {
      advice: `npm run bench -- ${name} [--json]`,
    });
  }
  console.log('');
  const toolchain = await openWorkshop();
  const figures = await run({ root, toolchain, nodeTransform, args: rest });
  console.log(`\n${formatFigures(figures)}`);
  if (json) {
    const values = Object.fromEntries(
      Object.entries(figures).map(([figure, { value }]) => [figure, value]),
    );
    console.log(JSON.stringify({ bench: name, figures: values }));
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
