import { InputError } from '@backstage/errors';
import { Violation } from '../../compatibility/Violation';
import { Json } from '../../text/Json';
import { annotationsOf } from '../jsonSchema/annotationsOf';
import { Budget, DEFAULT_LIMITS } from '../jsonSchema/Budget';
import { discriminatorClashes } from '../jsonSchema/discriminatorClashes';
import { PayloadConventions } from '../jsonSchema/PayloadConventions';
import { SchemaPart } from '../jsonSchema/SchemaNode';
import { baseOf } from '../jsonSchema/SchemaDocument';
import { SubsetChecker } from '../jsonSchema/SubsetChecker';
import { comparePartsStrictly } from '../jsonSchema/strict/compareStrictly';
import { Action, AsyncApiDocument, MessageSchema } from './AsyncApiDocument';
import { Findings } from './Findings';
import { wordsForSent } from './payloadWords';

/** What of a schema in another language says nothing about the data. */
const DOCUMENTATION = new Set(['doc', 'description', 'title', 'examples']);

/** A document may hold this many times what one pair of schemas may cost. */
const DOCUMENT_STEPS = 10;

const LIMITS = {
  ...DEFAULT_LIMITS,
  steps: DEFAULT_LIMITS.steps * DOCUMENT_STEPS,
};

/**
 * Nobody who follows a contract sends a member that it doesn't describe, even where it
 * might. A schema may say which member tells its kinds apart (AsyncAPI 3.0.0, Schema Object).
 */
const CONVENTIONS: PayloadConventions = {
  onlyDescribedIsSent: true,
  compareAnnotations: (writer, reader, comparer) => {
    const [own, wanted] = [writer, reader].map(node =>
      annotationsOf(node, ['discriminator']).get('discriminator'),
    );
    return discriminatorClashes(
      own,
      wanted,
      [writer.pointer, reader.pointer],
      comparer,
    );
  },
};

const NOTHING: ReadonlySet<string> = new Set();

/** Compares the schemas of two documents, in the direction in which the data goes. */
export class PayloadComparer {
  readonly #findings: Findings;
  readonly #checkers: Record<Action, SubsetChecker>;

  constructor(findings: Findings) {
    this.#findings = findings;
    const budget = new Budget(LIMITS);
    this.#checkers = {
      send: new SubsetChecker(budget, CONVENTIONS),
      receive: new SubsetChecker(budget, CONVENTIONS),
    };
  }

  /**
   * What of the data one side refuses: where the application sends, of what the
   * next one sends; where it receives, of what others sent so far.
   *
   * @param absent - what no schema stands for
   */
  compare(
    old: MessageSchema,
    next: MessageSchema,
    action: Action,
    absent: Json = true,
  ): Violation[] {
    const { old: oldDocument, next: nextDocument } = this.#findings;
    const [text, nextText] = [
      oldDocument.references.text(old, NOTHING),
      nextDocument.references.text(next, NOTHING),
    ];
    // Kinds of a schema refer to it, not it to them.
    const hasKinds = text?.includes('"discriminator"');
    if (text !== undefined && text === nextText && !hasKinds) {
      return [];
    }
    const before = partOf(oldDocument, old, absent);
    const after = partOf(nextDocument, next, absent);
    const [writer, reader] =
      action === 'send' ? [after, before] : [before, after];
    return this.#compareParts(writer, reader, action).map(found =>
      action === 'send' ? turned(found) : found,
    );
  }

  /** Whether schemas in a language that isn't looked into say the same. */
  isSameText(old: MessageSchema, next: MessageSchema): boolean {
    const text = (document: AsyncApiDocument, schema: MessageSchema) =>
      typeof schema.value === 'string'
        ? schema.value.replace(/\s+/g, ' ').trim()
        : document.references.text(schema, DOCUMENTATION);
    const before = text(this.#findings.old, old);
    return before !== undefined && before === text(this.#findings.next, next);
  }

  #compareParts(
    writer: SchemaPart,
    reader: SchemaPart,
    action: Action,
  ): Violation[] {
    const { policy } = this.#findings;
    try {
      return policy === 'semantic'
        ? this.#checkers[action].compareNodes(
            writer.document.node(writer),
            reader.document.node(reader),
          )
        : comparePartsStrictly(writer, reader, policy, LIMITS);
    } catch (error) {
      if (error instanceof InputError) {
        return [unresolved(error, writer, reader)];
      }
      throw error;
    }
  }
}

function partOf(
  document: AsyncApiDocument,
  { value, pointer }: MessageSchema,
  absent: Json,
): SchemaPart {
  const schema = value ?? absent;
  return {
    document: document.schemas,
    pointer,
    schema,
    base: baseOf(schema, ''),
  };
}

function turned(found: Violation): Violation {
  return {
    ...found,
    writerPointer: found.readerPointer,
    readerPointer: found.writerPointer,
    message: wordsForSent(
      found.ruleId,
      found.readerPointer || found.writerPointer,
    ),
    advice:
      'Send only what consumers of the old version accept, or publish the change as a new message.',
  };
}

function unresolved(
  error: InputError,
  writer: SchemaPart,
  reader: SchemaPart,
): Violation {
  return {
    ruleId: 'schema-not-comparable',
    severity: 'error',
    writerPointer: writer.pointer,
    readerPointer: reader.pointer,
    message: `The schemas differ, and can't be compared. ${error.message}`,
    advice: 'Put what the reference means into the text.',
  };
}
