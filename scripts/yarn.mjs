import { spawnSync } from 'node:child_process';
import { runCommand } from './lib/command.mjs';
import { root } from './lib/paths.mjs';
import { findToolchain, yarnEnvironment } from './lib/toolchain.mjs';

// npm run yarn -- ARGUMENTS: the repository's own Yarn, for example "install" after a package.json changed.
runCommand(async args => {
  const { node, yarn, env } = await findToolchain();
  const { status } = spawnSync(node, [yarn, ...args], {
    cwd: root,
    env: { ...env, ...(await yarnEnvironment()) },
    stdio: 'inherit',
  });
  return status ?? 1;
});
