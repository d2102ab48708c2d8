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
import { isSurelyFilled } from './isSurelyFilled';
import { JSON_TYPES, Json } from '../../text/Json';
import { Answer } from './matchPattern';
import { surelyApplied } from './memberNodes';
import { Patterns } from './patterns/Patterns';
import { listValues } from './listValues';
import { PayloadConventions } from './PayloadConventions';
import { SchemaDocument } from './SchemaDocument';
import { SchemaNode, SchemaPart } from './SchemaNode';
import { ChangedTarget, onlyReference, SettledTargets } from './SettledTargets';
import { splitFacet } from './splitFacet';

import { ValueChecker } from './ValueChecker';
import { leftOverChanged, violation, violationAt } from './words';

/** So many references in a row may lead to a schema. */
const LONGEST_CHAIN = 20;

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
  /** Pairs with violations, likewise. */
  readonly #clashing: string[] = [];
  /** How often something turned out to accept nothing: what rests on that may not hold elsewhere. */
  #emptyMet = 0;
  #settled: SettledTargets | undefined;
  /** From which the first question went. Where not, oneOf or contains turn it, nothing is settled: each way would rest on the other. */
  #direction: SchemaDocument | undefined;

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
    const settled = this.#settledFor(writer, reader);
    if (settled) {
      this.#settle(settled, writer.parts[0], reader.parts[0]);
      const clashes = settled.clashesOf(writer.parts[0], reader.parts[0]);
      if (clashes) {
        return clashes;
      }
    }
    const pair = `${writer.key} ⊆ ${reader.key}`;
    const known = this.#compared.get(pair) ?? this.#compareEnds(writer, reader);
    if (known) {
      return known;
    }
    // Schemas that contain themselves: the question is answered with yes while it is being asked.
    const before = this.#mark();
    const settledBefore = settled?.size ?? 0;
    this.#compared.set(pair, []);
    this.#assumed.push(pair);
    const found = this.budget.nested(() => this.#compare(writer, reader));
    if (found.length > 0) {
      // What was found meanwhile may rest on the assumption that has now failed.
      this.#forget({ ...before, clashing: this.#clashing.length });
      settled?.forget(settledBefore);
      this.#compared.set(pair, found);
      this.#clashing.push(pair);
    }
    return found;
  }

  #compare(writer: SchemaNode, reader: SchemaNode): Violation[] {
    return [
      ...this.#compareUnions(writer, reader),
      ...(this.conventions.compareAnnotations?.(writer, reader, this) ?? []),
    ];
  }

  /**
   * The clashes of what two references lead to, which many may do. Where the
   * references themselves would be told of, they have to be compared: undefined.
   */
  #compareEnds(
    writer: SchemaNode,
    reader: SchemaNode,
  ): Violation[] | undefined {
    const [own, wanted] = [endOf(writer), endOf(reader)];
    if (!own || !wanted || (own === writer && wanted === reader)) {
      return undefined;
    }
    const found = this.compareNodes(own, wanted);
    return found.some(
      ({ writerPointer, readerPointer }) =>
        writerPointer === own.pointer || readerPointer === wanted.pointer,
    )
      ? undefined
      : found;
  }

  /** What references lead to, between two schemas that each are of one part. */
  #settledFor(
    writer: SchemaNode,
    reader: SchemaNode,
  ): SettledTargets | undefined {
    const { isSameText } = this.conventions;
    if (
      !isSameText ||
      writer.parts.length !== 1 ||
      reader.parts.length !== 1 ||
      writer.parts[0].document === reader.parts[0].document
    ) {
      return undefined;
    }
    const own = writer.parts[0];
    this.#direction ??= own.document;
    if (own.document !== this.#direction) {
      return undefined;
    }
    this.#settled ??= new SettledTargets(isSameText);
    return this.#settled;
  }

  /**
   * Compares what changed of all that two schemas refer to, first as if nothing
   * clashed of the rest. What refers to a clash is compared then, until no more is
   * found: one after the other, however long the ways from one to the next are.
   */
  #settle(
    settled: SettledTargets,
    writer: SchemaPart,
    reader: SchemaPart,
  ): void {
    const changed = settled.add(writer, reader);
    if (!changed) {
      return;
    }
    const before = this.#mark();
    const compare = ({ own, wanted }: ChangedTarget) => {
      const nodes = [own, wanted].map(part => part.document.node(part));
      return includes(nodes[0], nodes[1], this.conventions)
        ? []
        : distinct(this.#compare(nodes[0], nodes[1]));
    };
    // A set that grows while it is walked through is walked through to its end.
    const doubtful = new Set(settled.leadingNowhere);
    const { kept } = this.conventions;
    for (const target of changed) {
      const { own, wanted } = target;
      if (
        kept?.has(own.schema, wanted.schema) &&
        !settled.knowsClashIn(own.schema)
      ) {
        continue;
      }
      const emptyBefore = this.#emptyMet;
      if (compare(target).length > 0) {
        doubtful.add(target);
      } else if (this.#emptyMet === emptyBefore) {
        kept?.add(own.schema, wanted.schema);
      }
    }
    for (const target of doubtful) {
      this.#forget(before);
      doubtful.delete(target);
      settled
        .learn(target, compare(target))
        .forEach(other => doubtful.add(other));
    }
    this.#forget(before);
  }

  #mark() {
    return {
      assumed: this.#assumed.length,
      empty: this.#foundEmpty.length,
      clashing: this.#clashing.length,
    };
  }

  /** Forgets what was found since. */
  #forget(before: { assumed: number; empty: number; clashing: number }): void {
    for (const pair of [
      ...this.#assumed.splice(before.assumed),
      ...this.#clashing.splice(before.clashing),
    ]) {
      this.#compared.delete(pair);
    }
    for (const node of this.#foundEmpty.splice(before.empty)) {
      this.#empty.delete(node);
    }
  }

  isEmpty(node: SchemaNode): boolean {
    if (node.acceptsNothing || node.acceptsEverything) {
      return node.acceptsNothing;
    }
    if (isSurelyFilled(node)) {
      return false;
    }
    const known = this.#empty.get(node.key);
    if (known !== undefined) {
      this.#emptyMet += Number(known);
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
      this.#emptyMet += 1;
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
        } else {
          this.#emptyMet += written[type].length;
        }
        return [];
      }
      return written[type].flatMap(facet => {
        const lost = this.#compareFacet(facet, read[type], 3);
        // What accepts nothing loses nothing; that is dear to find out.
        if (lost.length > 0 && this.#isEmptyFacet(facet)) {
          this.#emptyMet += 1;
          return [];
        }
        return lost;
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

  /**
   * What of one alternative no alternative of the reader's accepts.
   *
   * @param enough - so many violations are as good as more
   */
  #compareFacet(
    writer: Facet,
    readers: readonly Facet[],
    splits: number,
    enough = Infinity,
  ): Violation[] {
    if (writer.values) {
      return this.#compareValues(writer, readers);
    }
    let best: Violation[] | undefined;
    for (const reader of likelyFirst(writer, readers)) {
      const found = this.#compareWithOne(
        writer,
        reader,
        Math.min(enough, best?.length ?? Infinity),
      );
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
            this.#compareFacet(part, readers, splits - 1, 1).length === 0,
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

  #compareWithOne(writer: Facet, reader: Facet, enough: number): Violation[] {
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
    found.push(...this.#compareShapes(writer, reader, enough - found.length));
    if (found.length >= enough) {
      return found;
    }
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

  #compareShapes(writer: Facet, reader: Facet, enough: number): Violation[] {
    switch (writer.type) {
      case 'number':
        return compareNumbers(writer, reader as NumberFacet);
      case 'string':
        return compareStrings(writer, reader as StringFacet, this.patterns);
      case 'array':
        return compareArrays(writer, reader as ArrayFacet, this);
      case 'object':
        return compareObjects(writer, reader as ObjectFacet, this, enough);
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
          this.#compareFacet(shared, writer.except, 1, 1).length === 0)
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
        () => this.#compareFacet(positive, facet.except, 1, 1).length === 0,
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

/** What a node leads to that is nothing but a reference; itself where it is more. */
function endOf(node: SchemaNode): SchemaNode | undefined {
  if (node.parts.length !== 1) {
    return undefined;
  }
  const start = node.parts[0];
  let part = start;
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    const reference = onlyReference(part.schema);
    if (reference === undefined) {
      return part === start ? node : part.document.node(part);
    }
    const target = part.document.find(reference, part.base);
    if (!target) {
      return undefined;
    }
    part = target;
  }
  return undefined;
}

/** The same clash may be found on several ways. */
function distinct(violations: readonly Violation[]): Violation[] {
  const told = new Map(
    violations.map(one => [
      `${one.ruleId} ${one.writerPointer} ${one.readerPointer} ${one.message}`,
      one,
    ]),
  );
  return [...told.values()];
}

/** What stands at the same place in both texts is mostly meant for each other. */
function likelyFirst(
  writer: Facet,
  readers: readonly Facet[],
): readonly Facet[] {
  if (readers.length < 2) {
    return readers;
  }
  const place = placeOf(writer);
  const likely =
    readers.find(reader => placeOf(reader) === place) ??
    readers.find(({ at }) => at === writer.at);
  return likely
    ? [likely, ...readers.filter(reader => reader !== likely)]
    : readers;
}

/** Where an alternative's first member stands: what lists alternatives is the same place for all of them. */
function placeOf(facet: Facet): string {
  const [layer] = facet.type === 'object' ? facet.layers.slice(-1) : [];
  const [first] = layer?.properties.values() ?? [];
  return first?.pointer || facet.at;
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
  const isIn = (own: SchemaPart, part: SchemaPart) =>
    (own.document.name === part.document.name &&
      own.pointer === part.pointer) ||
    isSame?.(own, part) === true;
  return writer.parts.length === 1 && reader.parts.length === 1
    ? isIn(writer.parts[0], reader.parts[0])
    : reader.parts.every(part => writer.parts.some(own => isIn(own, part)));
}
