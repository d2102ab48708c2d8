import { HeaderField } from '@tieline/plugin-integrations-common/contracts';
import { isTemplate, pathPattern, PathsOfHost } from './pathPattern';

/** For Express 4 and 5: middleware that goes before the routes. */
export function expressSnippet(
  headers: readonly HeaderField[],
  targets: readonly PathsOfHost[],
): string {
  const body = headers.map(({ name, value }) =>
    name === 'Link'
      ? `  response.append(${literal(name)}, ${literal(value)});`
      : `  response.set(${literal(name)}, ${literal(value)});`,
  );
  const handler = [
    '(request, response, next) => {',
    ...body,
    '  next();',
    '});',
  ];
  const blocks = targets.flatMap(({ host, paths }) => [
    `// ${host}`,
    `app.use([${paths.map(pathArgument).join(', ')}], ${handler.join('\n')}`,
  ]);
  return [
    '// Before the routes; app is your express().',
    ...(blocks.length > 0 ? blocks : [`app.use(${handler.join('\n')}`]),
    '',
  ].join('\n');
}

/** Most signs mean something else in the paths of Express 4 and 5: those with any are expressions. */
function pathArgument(path: string): string {
  if (isTemplate(path) || !/^[\w/.~-]+$/.test(path)) {
    return `new RegExp(${literal(pathPattern(path))}, 'i')`;
  }
  return literal(path);
}

function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
