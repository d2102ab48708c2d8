import { Violation } from '../../compatibility/Violation';
import { Budget, DEFAULT_LIMITS, Limits } from './Budget';
import { Json, canonicalText } from '../../text/Json';
import { SchemaDocument } from './SchemaDocument';
import { SubsetChecker } from './SubsetChecker';

/** @public */
export interface CompareOptions {
  /** The schemas are in OpenAPI 3.0's dialect, where `$ref` hides its siblings. */
  openApi30?: boolean;
  limits?: Limits;
}

/** The same clash is told once, and no more than this are listed. */
const MOST_VIOLATIONS = 500;

/**
 * What documents the writer's schema accepts and the reader's may refuse. None: the
 * writer's documents are a subset of the reader's.
 *
 * @throws TooComplexError where the schemas are beyond the bounds
 * @throws InputError where a text isn't a schema, or refers to what isn't in it
 * @public
 */
export function compareSchemas(
  writer: Json,
  reader: Json,
  options: CompareOptions = {},
): Violation[] {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const read = (name: string, root: Json) =>
    new SchemaDocument(
      name,
      root,
      new Budget({ ...limits, steps: limits.schemas }),
      options,
    );
  const written = read('writer', writer);
  const wanted = read('reader', reader);
  if (canonicalText(writer) === canonicalText(reader)) {
    return [];
  }
  const found = new SubsetChecker(new Budget(limits)).compareNodes(
    written.rootNode,
    wanted.rootNode,
  );
  const told = new Map(
    found.map(one => [
      `${one.ruleId} ${one.writerPointer} ${one.readerPointer} ${one.message}`,
      one,
    ]),
  );
  return [...told.values()].slice(0, MOST_VIOLATIONS);
}
