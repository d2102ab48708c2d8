import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where the scripts remember what they did. Safe to delete: work is then done again. */
export const cacheDirectory = join(root, '.cache', 'tieline');

/** What every long-running process loads first. */
export const serviceGuard = join(root, 'scripts/lib/serviceGuard.cjs');

/** Backstage's hook that lets Node run the checkout's TypeScript directly. */
export const nodeTransform = join(
  root,
  'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
);

/** The command line tool of an installed package, as a file that Node runs. */
export const tools = {
  backstage: join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
  prettier: join(root, 'node_modules/prettier/bin/prettier.cjs'),
  typescript: join(root, 'node_modules/typescript/bin/tsc'),
  jest: join(root, 'node_modules/jest/bin/jest.js'),
  playwright: join(root, 'node_modules/@playwright/test/cli.js'),
  openapiTypescript: join(root, 'node_modules/openapi-typescript/bin/cli.js'),
};
