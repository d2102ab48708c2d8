interface ParsedRange {
  type: string;
  subtype: string;
  parameters: ReadonlyMap<string, string>;
}

/** Reads a media type or range; names and parameters' names don't depend on case (RFC 9110, 8.3.1). */
function parseRange(text: string): ParsedRange {
  const [name, ...listed] = text.split(';');
  const [type, subtype = '*'] = name.trim().toLowerCase().split('/');
  const parameters = listed.flatMap((one): Array<[string, string]> => {
    const [key, value = ''] = one.split('=');
    const plain = value.trim().replace(/^"(.*)"$/, '$1');
    // Charsets don't depend on case either; other values may, and are lost little by this.
    return key.trim() ? [[key.trim().toLowerCase(), plain.toLowerCase()]] : [];
  });
  const isJson = /(^|\+)json$/.test(subtype);
  return {
    type,
    subtype,
    // JSON is always in UTF-8, and its media types have no such parameter (RFC 8259, 8.1 and 11).
    parameters: new Map(
      parameters.filter(([key]) => !(isJson && key === 'charset')),
    ),
  };
}

/** Whether every message of `type` is one of `range` too. */
export function coversMediaType(range: string, type: string): boolean {
  const outer = parseRange(range);
  const inner = parseRange(type);
  return (
    (outer.type === '*' || outer.type === inner.type) &&
    (outer.subtype === '*' || outer.subtype === inner.subtype) &&
    [...outer.parameters].every(
      ([key, value]) => inner.parameters.get(key) === value,
    )
  );
}

/** The most particular of the ranges that cover a media type. */
export function bestRange<T extends { range: string }>(
  ranges: readonly T[],
  type: string,
): T | undefined {
  return ranges
    .filter(({ range }) => coversMediaType(range, type))
    .reduce<T | undefined>(
      (best, one) =>
        best && coversMediaType(one.range, best.range) ? best : one,
      undefined,
    );
}
