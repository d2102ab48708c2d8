import { Json } from '../../text/Json';
import { Violation } from '../../compatibility/Violation';
import { Answer } from './matchPattern';
import { Patterns } from './patterns/Patterns';
import { PayloadConventions } from './PayloadConventions';
import { SchemaNode } from './SchemaNode';

/** What the rules for one type ask about schemas further in. */
export interface Comparer {
  readonly conventions: PayloadConventions;
  readonly patterns: Patterns;
  /** What of the writer's values the reader refuses. */
  compareNodes(writer: SchemaNode, reader: SchemaNode): Violation[];
  /** Whether there is surely no value that the schema accepts. */
  isEmpty(node: SchemaNode): boolean;
  accepts(node: SchemaNode, value: Json): Answer;
}
