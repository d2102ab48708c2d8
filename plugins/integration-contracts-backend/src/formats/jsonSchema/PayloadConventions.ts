import { Violation } from '../../compatibility/Violation';
import type { Comparer } from './Comparer';
import type { KeptPairs } from './KeptPairs';
import type { SchemaNode, SchemaPart } from './SchemaNode';

/**
 * What a format that carries JSON Schemas agrees on beyond JSON Schema itself. Plain
 * JSON Schema has none of these.
 */
export interface PayloadConventions {
  /** Members whose schema has this keyword set are no part of the payload (OpenAPI 3.0.3, 4.7.24.2). */
  hidden?: 'readOnly' | 'writeOnly';
  /** Nobody sends a member under a name that the schema doesn't describe, even where the schema would let it through. */
  onlyDescribedIsSent?: boolean;
  /** A member that was described is missed where it is never sent any more, even if it could always be left out. */
  missesMembers?: boolean;
  /**
   * `oneOf` lists what a payload may be meant as. That two alternatives happen to accept
   * the same value is no error: OpenAPI's alternatives are mostly open objects.
   */
  oneOfIsChoice?: boolean;
  /** A schema without a type that speaks of members is about objects, one that speaks of items about arrays. */
  typeFromKeywords?: boolean;
  /** A reference that can't be followed is compared by its text instead of refused. */
  opaqueReferences?: boolean;
  /** Whether two schemas are surely equal, with all that they refer to. */
  isSame?(writer: SchemaPart, reader: SchemaPart): boolean;
  /** Whether two schemas say the same, whatever that refers to. */
  isSameText?(writer: SchemaPart, reader: SchemaPart): boolean;
  /** What was found of other versions that are read like these, and have some of their schemas. */
  kept?: KeptPairs;
  /** What clashes in two schemas besides the values they accept. */
  compareAnnotations?(
    writer: SchemaNode,
    reader: SchemaNode,
    comparer: Comparer,
  ): Violation[];
}
