import { Document, isNode, LineCounter } from 'yaml';

/** Keys and indices that lead to a field. */
export type FieldPath = ReadonlyArray<string | number>;

/** `checks[3].condition`. */
export function printPath(path: FieldPath): string {
  if (path.length === 0) {
    return 'text';
  }
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') {
      return `${text}[${part}]`;
    }
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** The line of a field, or of the nearest that there is around it. */
export function lineOf(
  document: Document.Parsed,
  lines: LineCounter,
  path: FieldPath,
): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return undefined;
}
