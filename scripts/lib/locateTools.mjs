// Runs inside `npm exec`: prints where npm put the tools that it fetched.
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const yarn = process.env.PATH.split(delimiter)
  .map(folder => join(folder, 'yarn'))
  .find(existsSync);

console.log(
  JSON.stringify({
    node: process.execPath,
    nodeVersion: process.versions.node,
    yarn: yarn && realpathSync(yarn),
  }),
);
