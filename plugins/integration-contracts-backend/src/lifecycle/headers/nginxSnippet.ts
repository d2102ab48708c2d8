import { HeaderField } from '@tieline/plugin-integrations-common/contracts';
import {
  decodedPath,
  isTemplate,
  pathPattern,
  PathsOfHost,
} from './pathPattern';

const intro = [
  '# A location with add_header of its own inherits none from the levels above: repeat those here.',
];

/**
 * For nginx. `always` adds them to errors too: who calls what is gone should
 * still read why.
 */
export function nginxSnippet(
  headers: readonly HeaderField[],
  targets: readonly PathsOfHost[],
): string {
  const fields = headers.map(
    ({ name, value }) => `add_header ${name} ${quotedValue(value)} always;`,
  );
  const blocks = targets.flatMap(({ host, paths }) => [
    `# ${host}: into its server, each with the proxy_pass that you have for the path`,
    ...paths
      .flatMap(locations)
      .flatMap(location => [
        `location ${location} {`,
        ...fields.map(line => `    ${line}`),
        '}',
      ]),
  ]);
  return [...intro, ...(blocks.length > 0 ? blocks : fields), ''].join('\n');
}

/**
 * nginx compares the decoded path. Prefixes are enough where the path has no
 * places for any text: unlike after an expression, proxy_pass may have a path
 * there. One without the slash at its end would take `/orders-of-old` with `/orders`.
 */
function locations(path: string): string[] {
  if (isTemplate(path)) {
    return [`~ ${quoted(pathPattern(path, decodedPath))}`];
  }
  const decoded = decodedPath(path);
  return decoded.endsWith('/')
    ? [word(decoded)]
    : [`= ${word(decoded)}`, word(`${decoded}/`)];
}

function word(text: string): string {
  return /^[\w/.~-]+$/.test(text) ? text : quoted(text);
}

/**
 * A value has variables, and nothing escapes a dollar sign. It can be in an
 * address only, where it says the same encoded.
 */
function quotedValue(value: string): string {
  return quoted(value.replace(/\$/g, '%24'));
}

/** In a quoted word, a backslash takes the next quote or backslash as it is, and n and r as a line's end. */
function quoted(text: string): string {
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return `'${escaped}'`;
}
