/**
 * One reason why a version isn't compatible with another.
 *
 * @public
 */
export interface Violation {
  /** The rule's stable name, such as `required-added`. */
  ruleId: string;
  severity: 'error' | 'warning';
  /** JSON pointer (RFC 6901) into the text of the side that wrote. */
  writerPointer: string;
  /** JSON pointer (RFC 6901) into the text of the side that reads. */
  readerPointer: string;
  /** What clashes, in plain words. */
  message: string;
  /** How to make the change without breaking. */
  advice: string;
}
