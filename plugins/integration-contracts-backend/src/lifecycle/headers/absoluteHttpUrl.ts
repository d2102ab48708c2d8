/**
 * An address as it may stand between `<` and `>` in a `Link` field: in ASCII,
 * with everything encoded that could end it, and without name and password.
 *
 * @returns undefined where it is no absolute `http` or `https` URL
 */
export function absoluteHttpUrl(text: string): string | undefined {
  if (!/^\s*https?:\/\//i.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}
