import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { runCommand } from './lib/command.mjs';
import { Failure } from './lib/failure.mjs';
import { cacheDirectory, nodeTransform, root } from './lib/paths.mjs';
import { openWorkshop } from './lib/workshop.mjs';

const help = `npm run fuzz -- [--bodies NUMBER] [--seed NUMBER]
                        has a million (or so many) damaged OTLP bodies read; the same seed makes the same bodies
npm run fuzz -- --reproduce FILE
                        has a body read again that was taken wrongly`;

const plugin = join(root, 'plugins/integration-telemetry-backend');

runCommand(async args => {
  if (args.includes('--help')) {
    console.log(help);
    return 0;
  }
  const options = readOptions(args);
  console.log('');
  const { node, env } = await openWorkshop();
  console.log(`  Seed ${options.seed}`);
  const { status } = spawnSync(
    node,
    [
      '--require',
      nodeTransform,
      'src/__testUtils__/fuzz/main.ts',
      JSON.stringify({ ...options, folder: join(cacheDirectory, 'fuzz') }),
    ],
    { cwd: plugin, env, stdio: 'inherit' },
  );
  return status ?? 1;
});

function readOptions(args) {
  const options = {
    bodies: 1_000_000,
    seed: Math.floor(Math.random() * 2 ** 32),
  };
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = args.slice(at, at + 2);
    if (name === '--reproduce' && value) {
      options.reproduce = value;
    } else if (/^--(bodies|seed)$/.test(name) && /^\d+$/.test(value)) {
      options[name.slice(2)] = Number(value);
    } else {
      throw new Failure(
        `npm run fuzz doesn't know ${args.slice(at).join(' ')}.`,
        {
          advice: 'npm run fuzz -- --help lists what there is.',
        },
      );
    }
  }
  return options;
}
