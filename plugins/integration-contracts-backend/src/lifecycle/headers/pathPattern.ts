/** Paths of a host, each once, encoded as in a request. */
export interface PathsOfHost {
  host: string;
  paths: readonly string[];
}

/** Whether a path has places for any text, such as `/orders/{id}/lines`. */
export function isTemplate(path: string): boolean {
  return /\{[^/]*\}/.test(path);
}

/**
 * The source of a regular expression for a path and what is below it, the same
 * for PCRE and ECMAScript. It leaves the next slash alone: Express wants to see it.
 *
 * @param decode - for who compares the path decoded
 */
export function pathPattern(path: string, decode = (text: string) => text) {
  const source = path
    .split(/\{[^/]*?\}/)
    .map(part => decode(part).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[^/]+');
  return `^${source}(?=/|$)`;
}

/** A path as it is after decoding; as it is where it can't be decoded. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
