import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { installDependencies } from './lib/install.mjs';
import { cacheDirectory, root } from './lib/paths.mjs';
import { findToolchain } from './lib/toolchain.mjs';

// npm run --silent tieline -- ARGUMENTS: the command line from its sources. Nothing but its own output may go to
// standard output: reports are read from there. Paths are meant from where npm was called.
runCommand(async args => {
  const toolchain = await findToolchain();
  await installDependencies(toolchain, join(cacheDirectory, 'install.log'));
  const { status } = spawnSync(
    toolchain.node,
    [join(root, 'packages/cli/bin/tieline'), ...args],
    {
      cwd: process.env.INIT_CWD ?? process.cwd(),
      env: toolchain.env,
      stdio: 'inherit',
    },
  );
  return status ?? 2;
});
