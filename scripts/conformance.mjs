import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { Failure } from './lib/failure.mjs';
import { nodeTransform, root } from './lib/paths.mjs';
import { openWorkshop } from './lib/workshop.mjs';

const help = `npm run conformance -- FOLDER [--json] [--coverage]
                        judges the folder's cases of compatible and breaking changes, and says per source
                        how many verdicts agree, which breaks were missed and which alarms were false; with --coverage also which rules of the
                        folder's catalogues have a case of our own`;

runCommand(async args => {
  if (args.includes('--help')) {
    console.log(help);
    return 0;
  }
  const options = ['--json', '--coverage'];
  const flags = options.filter(option => args.includes(option));
  const [folder, ...more] = args.filter(arg => !options.includes(arg));
  if (!folder || more.length > 0 || folder.startsWith('-')) {
    throw new Failure('npm run conformance takes one folder.', {
      advice: 'npm run conformance -- --help says more.',
    });
  }
  if (!existsSync(folder)) {
    throw new Failure(`There is no folder ${folder}.`, {
      advice: 'Name a folder with *.json lists of cases.',
    });
  }
  const { node, env } = await openWorkshop();
  const { status } = spawnSync(
    node,
    [
      '--require',
      nodeTransform,
      'src/__testUtils__/conformance/main.ts',
      resolve(folder),
      ...flags,
    ],
    {
      cwd: join(root, 'plugins/integration-contracts-backend'),
      env,
      stdio: 'inherit',
    },
  );
  return status ?? 1;
});
