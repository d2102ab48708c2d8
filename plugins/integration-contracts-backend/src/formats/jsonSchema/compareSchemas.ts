import { Violation } from '../../compatibility/Violation';
import { Budget, DEFAULT_LIMITS, Limits } from './Budget';
import { Json, isEqualJson, isJsonObject } from '../../text/Json';
import { KeptPairs } from './KeptPairs';
import { Sameness } from './Sameness';
import { SchemaDocument } from './SchemaDocument';
import { SubsetChecker } from './SubsetChecker';

/** @public */
export interface CompareOptions {
  /** The schemas are in OpenAPI 3.0's dialect, where `$ref` hides its siblings. */
  openApi30?: boolean;
  limits?: Limits;
}

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
  const written = readDocument('writer', writer, options);
  const wanted = readReader(reader, options);
  if (isEqualJson(writer, reader)) {
    return [];
  }
  const sameness = new Sameness(written, wanted);
  const checker = new SubsetChecker(new Budget(limits), {
    isSame: (own, part) => {
      const [one, other] = own.document === written ? [own, part] : [part, own];
      return (
        one.document !== other.document &&
        sameness.isSame(one.schema, other.schema)
      );
    },
    ...(written.isReadLike(wanted) && {
      isSameText: (one, other) => sameness.isSameText(one.schema, other.schema),
      kept: keptOf(written),
    }),
  });
  const found = checker.compareNodes(written.rootNode, wanted.rootNode);
  // The same clash is told once.
  const told = new Map(
    found.map(one => [
      `${one.ruleId} ${one.writerPointer} ${one.readerPointer} ${one.message}`,
      one,
    ]),
  );
  return [...told.values()];
}

function readDocument(
  name: string,
  root: Json,
  { limits = DEFAULT_LIMITS, ...options }: CompareOptions,
): SchemaDocument {
  const budget = new Budget({ ...limits, steps: limits.schemas });
  return new SchemaDocument(name, root, budget, options);
}

/** By how texts are read. */
const kept = new Map<string, KeptPairs>();

function keptOf({ reading }: SchemaDocument): KeptPairs {
  const found = kept.get(reading) ?? new KeptPairs();
  kept.set(reading, found);
  return found;
}

/** Of texts that read: one is compared with a whole history. */
const readers = new WeakMap<object, SchemaDocument>();

function readReader(root: Json, options: CompareOptions): SchemaDocument {
  const isUsual = Object.keys(options).length === 0 && isJsonObject(root);
  const known = isUsual ? readers.get(root) : undefined;
  const document = known ?? readDocument('reader', root, options);
  if (isUsual) {
    readers.set(root, document);
  }
  return document;
}
