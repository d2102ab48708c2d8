import { Violation } from '../../compatibility/Violation';
import { Budget } from './Budget';
import { Comparer } from './Comparer';
import { compareArrays, longestArray } from './compareArrays';
import { missingFormats } from './compareFormats';
import { compareNumbers } from './compareNumbers';
import { compareObjects, hasTooFewMembers } from './compareObjects';
import { compareStrings } from './compareStrings';
import { SchemaExpander } from './expandSchema';
import {
  ArrayFacet,
  Facet,
  NumberFacet,
  ObjectFacet,
  StringFacet,
} from './Facet';
import { intersectFacets, itemAt } from './intersectFacets';
import { isSurelyEmptyShape } from './isSurelyEmptyShape';
import { JSON_TYPES, Json } from '../../text/Json';
import { Answer } from './matchPattern';
import { surelyApplied } from './memberNodes';
import { Patterns } from './patterns/Patterns';
import { listValues } from './listValues';
import { PayloadConventions } from './PayloadConventions';
import { SchemaNode } from './SchemaNode';
import { splitFacet } from './splitFacet';
import { ValueChecker } from './ValueChecker';
import { leftOverChanged, violation, violationAt } from './words';

/**
 * Decides whether one schema accepts a subset of what another accepts. It never
 * says so where it isn't so; where it can't tell, it says that it isn't so.
 */
export class SubsetChecker implements Comparer {
  readonly #expander: SchemaExpander;
  readonly #values: ValueChecker;
  readonly patterns: Patterns;
  /** Pairs of nodes that were compared, or are being compared and so far have no violation. */
  readonly #compared = new Map<string, Violation[]>();
  /** Pairs without violation, in the order in which they were found. */
  readonly #assumed: string[] = [];
  /** Nodes that were found empty, which may rest on the same assumptions. */
  readonly #foundEmpty: string[] = [];
  readonly #empty = new Map<string, boolean>();

  constructor(
    readonly budget: Budget,
    readonly conventions: PayloadConventions = {},
  ) {
    this.#expander = new SchemaExpander(budget, conventions);
    this.#values = new ValueChecker(this.#expander);
    this.patterns = new Patterns(budget);
  }

  compareNodes(writer: SchemaNode, reader: SchemaNode): Violation[] {
    if (includes(writer, reader, this.conventions)) {
      return [];
    }
    const pair = `${writer.key} ⊆ ${reader.key}`;
    const known = this.#compared.get(pair);
    if (known) {
      return known;
    }
    // Schemas that contain themselves: the question is answered with yes while it is being asked.
    const assumedBefore = this.#assumed.length;
    const emptyBefore = this.#foundEmpty.length;
    this.#compared.set(pair, []);
    this.#assumed.push(pair);
    const found = this.budget.nested(() => [
      ...this.#compareUnions(writer, reader),
      ...(this.conventions.compareAnnotations?.(writer, reader, this) ?? []),
    ]);
    if (found.length > 0) {
      // What was found meanwhile may rest on the assumption that has now failed.
      for (const other of this.#assumed.splice(assumedBefore)) {
        this.#compared.delete(other);
      }
      for (const node of this.#foundEmpty.splice(emptyBefore)) {
        this.#empty.delete(node);
      }
      this.#compared.set(pair, found);
    }
    return found;
  }

  isEmpty(node: SchemaNode): boolean {
    if (node.acceptsNothing || node.acceptsEverything) {
      return node.acceptsNothing;
    }
    const known = this.#empty.get(node.key);
    if (known !== undefined) {
      return known;
    }
    this.#empty.set(node.key, false);
    const union = this.#expander.expand(node);
    const empty = this.budget.nested(() =>
      JSON_TYPES.every(type =>
        union[type].every(facet => this.#isEmptyFacet(facet)),
      ),
    );
    this.#empty.set(node.key, empty);
    if (empty) {
      this.#foundEmpty.push(node.key);
    }
    return empty;
  }

  accepts(node: SchemaNode, value: Json): Answer {
    return this.#values.accepts(node, value);
  }

  #compareUnions(writer: SchemaNode, reader: SchemaNode): Violation[] {
    const written = this.#expander.expand(writer);
    const read = this.#expander.expand(reader);
    const removed: string[] = [];
    const found = JSON_TYPES.flatMap(type => {
      if (read[type].length === 0) {
        if (written[type].some(facet => !this.#isEmptyFacet(facet))) {
          removed.push(type);
        }
        return [];
      }
      return written[type].flatMap(facet => {
        const lost = this.#compareFacet(facet, read[type], 3);
        // What accepts nothing loses nothing; that is dear to find out.
        return lost.length > 0 && this.#isEmptyFacet(facet) ? [] : lost;
      });
    });
    return removed.length === 0
      ? found
      : [
          violationAt(
            'type-removed',
            writer.pointer,
            reader.pointer,
            `Values of type ${removed.join(', ')} were allowed, now they are refused.`,
          ),
          ...found,
        ];
  }

  /** What of one alternative no alternative of the reader's accepts. */
  #compareFacet(
    writer: Facet,
    readers: readonly Facet[],
    splits: number,
  ): Violation[] {
    if (writer.values) {
      return this.#compareValues(writer, readers);
    }
    let best: Violation[] | undefined;
    for (const reader of likelyFirst(writer, readers)) {
      const found = this.#compareWithOne(writer, reader);
      if (found.length === 0) {
        return [];
      }
      if (!best || found.length < best.length) {
        best = found;
      }
    }
    if (readers.length > 1 && splits > 0) {
      const parts = splitFacet(writer, readers, node =>
        this.#expander.expand(node),
      );
      if (
        parts.length > 1 &&
        parts.every(
          part =>
            this.#isEmptyFacet(part) ||
            this.#compareFacet(part, readers, splits - 1).length === 0,
        )
      ) {
        return [];
      }
    }
    const values = best && best.length > 0 ? listValues(writer) : undefined;
    return values &&
      this.#compareValues({ ...writer, values } as Facet, readers).length === 0
      ? []
      : (best ?? []);
  }

  #compareValues(writer: Facet, readers: readonly Facet[]): Violation[] {
    const asked = readers.map(reader => withoutEnsured(reader, writer));
    const lost = (writer.values ?? []).filter(
      value =>
        this.#values.acceptsValue(writer, value) !== 'no' &&
        !asked.some(
          reader => this.#values.acceptsValue(reader, value) === 'yes',
        ),
    );
    if (lost.length === 0) {
      return [];
    }
    const shown = lost.slice(0, 5).map(value => JSON.stringify(value));
    return [
      violation(
        'enum-narrowed',
        writer,
        readers[0] ?? writer,
        'values',
        `${shown.join(', ')}${lost.length > 5 ? ' and more' : ''} could be sent, now nothing ensures that it is accepted.`,
      ),
    ];
  }

  #compareWithOne(writer: Facet, reader: Facet): Violation[] {
    this.budget.spend();
    if (writer === reader) {
      return [];
    }
    const found: Violation[] = [];
    if (reader.values) {
      const count = reader.values.length;
      found.push(
        violation(
          'enum-added',
          writer,
          reader,
          'values',
          `Only ${count === 1 ? 'one value is' : `${count} values are`} allowed now, before it was any.`,
        ),
      );
    }
    found.push(...this.#compareShapes(writer, reader));
    if (!reader.opaque.every(rule => writer.opaque.includes(rule))) {
      found.push(
        leftOverChanged(
          writer.at,
          reader.origins[
            reader.type === 'array'
              ? 'unevaluatedItems'
              : 'unevaluatedProperties'
          ] ?? reader.at,
        ),
      );
    }
    for (const excluded of reader.except) {
      if (!this.#isExcluded(writer, excluded)) {
        found.push(
          violation(
            'exclusion-added',
            writer,
            reader,
            'not',
            'Values could be sent that are now ruled out (by not, oneOf or if).',
          ),
        );
      }
    }
    return found;
  }

  #compareShapes(writer: Facet, reader: Facet): Violation[] {
    switch (writer.type) {
      case 'number':
        return compareNumbers(writer, reader as NumberFacet);
      case 'string':
        return compareStrings(writer, reader as StringFacet, this.patterns);
      case 'array':
        return compareArrays(writer, reader as ArrayFacet, this);
      case 'object':
        return compareObjects(writer, reader as ObjectFacet, this);
      default:
        return [];
    }
  }

  /** Whether the writer sends nothing of what the excluded alternative accepts. */
  #isExcluded(writer: Facet, excluded: Facet): boolean {
    return this.budget.nested(() => {
      const positive = { ...writer, except: [] };
      const shared = intersectFacets(positive, excluded);
      return (
        this.#isEmptyFacet(shared) ||
        (writer.except.length > 0 &&
          this.#compareFacet(shared, writer.except, 1).length === 0)
      );
    });
  }

  #isEmptyFacet(facet: Facet): boolean {
    this.budget.spend();
    if (isSurelyEmptyShape(facet)) {
      return true;
    }
    if (facet.values) {
      return facet.values.every(
        value => this.#values.acceptsValue(facet, value) === 'no',
      );
    }
    if (facet.type === 'string' && this.patterns.isEmpty(facet)) {
      return true;
    }
    if (facet.type === 'object') {
      for (const name of facet.required) {
        if (this.isEmpty(surelyApplied(facet, name))) {
          return true;
        }
      }
      if (hasTooFewMembers(facet, this)) {
        return true;
      }
    }
    if (facet.type === 'array') {
      const needed = Math.min(facet.minItems, facet.prefix.length + 1);
      for (let at = 0; at < needed; at++) {
        if (this.isEmpty(itemAt(facet, at))) {
          return true;
        }
      }
      if (facet.minItems > longestArray(facet, this)) {
        return true;
      }
    }
    const positive = { ...facet, except: [] };
    return (
      facet.except.length > 0 &&
      this.budget.nested(
        () => this.#compareFacet(positive, facet.except, 1).length === 0,
      )
    );
  }
}

/** A facet but for the rules nobody can try on a value, as far as another ensures them. */
function withoutEnsured(facet: Facet, by: Facet): Facet {
  const opaque = facet.opaque.filter(rule => !by.opaque.includes(rule));
  if (facet.type === 'string' && by.type === 'string') {
    return {
      ...facet,
      opaque,
      formats: missingFormats(by, facet),
      contents: facet.contents.filter(one => !by.contents.includes(one)),
      patterns: facet.patterns.filter(one => !by.patterns.includes(one)),
    };
  }
  return facet.type === 'number' && by.type === 'number'
    ? { ...facet, opaque, formats: missingFormats(by, facet) }
    : { ...facet, opaque };
}

/** What stands at the same place in both texts is mostly meant for each other. */
function likelyFirst(
  writer: Facet,
  readers: readonly Facet[],
): readonly Facet[] {
  if (readers.length < 2) {
    return readers;
  }
  const likely = readers.find(({ at }) => at === writer.at);
  return likely
    ? [likely, ...readers.filter(reader => reader !== likely)]
    : readers;
}

/** Whether the writer has to satisfy everything that the reader asks, word for word. */
function includes(
  writer: SchemaNode,
  reader: SchemaNode,
  { isSame }: PayloadConventions,
): boolean {
  if (writer.acceptsNothing || reader.acceptsNothing) {
    return writer.acceptsNothing;
  }
  return reader.parts.every(part =>
    writer.parts.some(
      own =>
        (own.document.name === part.document.name &&
          own.pointer === part.pointer) ||
        isSame?.(own, part),
    ),
  );
}
