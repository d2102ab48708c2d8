import { HeaderField } from '@tieline/plugin-integrations-common/contracts';
import { stringify } from 'yaml';
import { PathsOfHost } from './pathPattern';

/**
 * For Kong's declarative configuration, where a route or a service lists its
 * plugins. `add` leaves alone what the service itself sends; a `Link` goes
 * beside others.
 */
export function kongSnippet(
  headers: readonly HeaderField[],
  targets: readonly PathsOfHost[],
): string {
  const linesOf = (isWanted: (name: string) => boolean) =>
    headers
      .filter(({ name }) => isWanted(name))
      .map(({ name, value }) => `${name}:${value}`);
  const own = linesOf(name => name !== 'Link');
  const links = linesOf(name => name === 'Link');
  const plugin = {
    name: 'response-transformer',
    config: {
      ...(own.length > 0 && { add: { headers: own } }),
      ...(links.length > 0 && { append: { headers: links } }),
    },
  };
  const places = targets.flatMap(({ host, paths }) =>
    paths.map(path => `#   ${host}${path}`),
  );
  const intro =
    places.length > 0
      ? [
          '# Under the routes of _format_version "3.0" that answer for',
          ...places,
        ]
      : ['# Under the route or service, of _format_version "3.0"'];
  const text = stringify({ plugins: [plugin] }, { lineWidth: 0 });
  return [...intro, text].join('\n');
}
