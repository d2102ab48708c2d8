/**
 * Starts threads. By itself, since a command line that judges a text needs nothing else of this package.
 *
 * @packageDocumentation
 */
import { Worker, WorkerOptions } from 'worker_threads';

/** Node loads a thread's own file as it loads ES modules, and what that requires too; what is required here it loads as elsewhere. */
const BEGINNING = `require(require('worker_threads').workerData.file);`;

/**
 * In the sources the packages of the workspace are links, which Node 22 was
 * seen not to follow in a thread; and TypeScript below `node_modules` is not
 * transformed.
 */
const BEGINNING_IN_SOURCES = `
  const { Module } = require('module');
  const { realpathSync } = require('fs');
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (...request) => {
    const file = resolve.apply(Module, request);
    return file.startsWith('/') ? realpathSync(file) : file;
  };
  ${BEGINNING}`;

/**
 * What a thread finds in `workerData`.
 *
 * @public
 */
export interface ThreadStart<Data> {
  file: string;
  data: Data;
}

/**
 * Starts a thread.
 *
 * @param start - `file` is a module; in the sources it is TypeScript
 * @public
 */
export function startThread<Data>(
  { file, data }: ThreadStart<Data>,
  options: Pick<WorkerOptions, 'resourceLimits'> = {},
): Worker {
  const start: ThreadStart<Data> = { file, data };
  const isInSources = file.endsWith('.ts');
  return new Worker(isInSources ? BEGINNING_IN_SOURCES : BEGINNING, {
    ...options,
    eval: true,
    workerData: start,
    execArgv: isInSources ? transformArguments() : undefined,
  });
}

/** A thread takes TypeScript by what the process takes it by, else by Backstage's own. */
function transformArguments(): string[] | undefined {
  const isInherited = process.execArgv.some(argument =>
    argument.includes('nodeTransform'),
  );
  return isInherited
    ? undefined
    : ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')];
}
