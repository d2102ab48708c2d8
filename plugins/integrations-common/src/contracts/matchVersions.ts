/**
 * The registered versions that an observed one may be. Telemetry often says no more
 * than the line, such as `v1` in a path: then it may be any version on it.
 *
 * @param registered - newest first
 * @public
 */
export function matchVersions(
  observed: string,
  registered: readonly string[],
): string[] {
  const wanted = plain(observed);
  const exact = registered.find(version => plain(version) === wanted);
  return exact === undefined
    ? registered.filter(version => plain(version).startsWith(`${wanted}.`))
    : [exact];
}

/** `v2` and `V2` are `2`. */
function plain(version: string): string {
  return version
    .trim()
    .replace(/^v(?=\d)/i, '')
    .toLocaleLowerCase('en-US');
}
