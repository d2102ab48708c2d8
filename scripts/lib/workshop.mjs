import { join } from 'node:path';
import { installDependencies } from './install.mjs';
import { cacheDirectory } from './paths.mjs';
import { step } from './progress.mjs';
import { findToolchain } from './toolchain.mjs';

/** The tools and dependencies that every command for developers needs. */
export async function openWorkshop() {
  const toolchain = await step('Node and Yarn', async tell => {
    const found = await findToolchain();
    tell(`Node ${found.nodeVersion}`);
    return found;
  });
  await step('Install', async tell => {
    const done = await installDependencies(
      toolchain,
      join(cacheDirectory, 'install.log'),
    );
    tell(done ? '' : 'nothing to do');
  });
  return toolchain;
}
