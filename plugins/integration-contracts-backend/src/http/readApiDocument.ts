import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The plugin's OpenAPI document, which requests are validated against. */
export async function readApiDocument() {
  const path = resolvePackagePath(
    '@tieline/plugin-integration-contracts-backend',
    'openapi.yaml',
  );
  return parse(await readFile(path, 'utf8'));
}
