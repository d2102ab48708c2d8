import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, tools } from './paths.mjs';
import { runOrFail } from './run.mjs';

/** Each OpenAPI document with the file that its types go into. */
const documents = ['telemetry', 'contracts', 'governance'].map(name => ({
  document: `plugins/integration-${name}-backend/openapi.yaml`,
  types: `plugins/integrations-common/src/${name}/schema.generated.ts`,
}));

/**
 * Generates the wire types from the OpenAPI documents.
 *
 * @param {{ check: boolean }} options `check` only compares and writes nothing
 * @returns {Promise<string[]>} the files that are, or were, not current
 */
export async function generateWireTypes(toolchain, { check }) {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-types-'));
  try {
    const outdated = [];
    for (const { document, types } of documents) {
      const text = await generate(toolchain, document, folder);
      const target = join(root, types);
      if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
        outdated.push(types);
        if (!check) {
          writeFileSync(target, text);
        }
      }
    }
    return outdated;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function generate(toolchain, document, folder) {
  const file = join(folder, 'schema.generated.ts');
  const { node, env } = toolchain;
  await runOrFail(
    `Generating types from ${document}`,
    node,
    [tools.openapiTypescript, document, '--output', file],
    { env, logFile: join(folder, 'generate.log') },
  );
  await runOrFail(
    `Formatting the types of ${document}`,
    node,
    [
      tools.prettier,
      '--config',
      join(root, 'node_modules/@backstage/cli/config/prettier.json'),
      '--write',
      file,
    ],
    { env, logFile: join(folder, 'format.log') },
  );
  return readFileSync(file, 'utf8');
}
