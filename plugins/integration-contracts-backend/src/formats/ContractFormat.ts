import { Comparison } from '../compatibility/judge';
import { ContractText } from '../text/ContractText';
import { Json } from '../text/Json';

/**
 * How texts of one format are read and compared. It knows no registry and no
 * database: texts in, differences out.
 *
 * @public
 */
export interface ContractFormat<T = unknown> {
  /** What versions of it are stored under. */
  id: ContractFormatId;
  /** The format's name for people. */
  title: string;
  /** Whether a text that nobody named a format for is of this one. */
  recognises(content: Json): boolean;
  /**
   * Reads once what {@link ContractFormat.compare} is asked often.
   *
   * @throws ContractTextError where the text isn't one of the format, with the place
   */
  read(text: ContractText): T;
  /**
   * What somebody who was built for `writer` (an earlier version, when asked
   * for `BACKWARD`) can't do any more with `reader`. Where requests and
   * responses go both ways, as in OpenAPI, the format turns the direction of
   * each payload by itself.
   */
  compare: Comparison<T>;
}

/** @public */
export const CONTRACT_FORMAT_IDS = [
  'openapi',
  'asyncapi',
  'json-schema',
  'table',
] as const;

/** @public */
export type ContractFormatId = (typeof CONTRACT_FORMAT_IDS)[number];
