import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../../scripts/lib/failure.mjs';
import { cacheDirectory, root } from '../../../../scripts/lib/paths.mjs';
import { readOutput } from '../../../../scripts/lib/run.mjs';

/** The newest that generates for the installed protobufjs 8. */
const GENERATOR = 'protobufjs-cli@2.7.1';

const TYPE = 'opentelemetry.proto.collector.trace.v1';

/**
 * Generates protobufjs's static code for OTLP's traces, once for each version of protobufjs, and says which file it is.
 * The generator comes through npm's cache, like the toolchain: nothing else here needs it.
 *
 * @returns {Promise<string>} a CommonJS module, whose `decode` is found by {@link decoderOf}
 * @throws Failure where the npm registry can't be reached
 */
export async function generateStaticDecoder() {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/protobufjs/package.json'), 'utf8'),
  );
  const folder = join(cacheDirectory, 'bench');
  const name = `${GENERATOR}-${version}`.replace(/[^\w.-]/g, '-');
  // In the checkout, so that the module finds the installed protobufjs.
  const file = join(folder, `otlp-traces-${name}.cjs`);
  if (existsSync(file)) {
    return file;
  }
  mkdirSync(folder, { recursive: true });
  const proto = fileURLToPath(
    new URL('proto/trace_service.proto', import.meta.url),
  );
  try {
    await readOutput('npm', [
      'exec',
      '--yes',
      `--package=${GENERATOR}`,
      `--package=protobufjs@${version}`,
      '--',
      'pbjs',
      ...['--target', 'static-module', '--wrap', 'commonjs'],
      ...['--out', file, proto],
    ]);
  } catch (error) {
    throw new Failure(
      `protobufjs's static code could not be generated.\n${error.message}`,
      { advice: 'check that "npm ping" works, then run this again.' },
    );
  }
  return file;
}

/** The request's message in the generated module: its `decode` and `encode`. */
export function requestOf(module) {
  return TYPE.split('.').reduce((from, name) => from[name], module)
    .ExportTraceServiceRequest;
}
