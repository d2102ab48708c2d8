import { OpenApiDialect } from '../jsonSchema/SchemaDocument';
import { ContractText } from '../../text/ContractText';
import { ContractTextError } from '../../text/ContractTextError';
import {
  Json,
  JsonObject,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import { OpenApiDocument } from './OpenApiDocument';

/** What of each kind has to be an object wherever it is there. */
const OBJECTS = [
  'paths',
  'webhooks',
  'components',
  'definitions',
  'parameters',
  'responses',
  'securityDefinitions',
];

/** Whether a text says of itself that it is an OpenAPI description. */
export function isOpenApi(content: Json): content is JsonObject {
  return (
    isJsonObject(content) &&
    (member(content, 'openapi') !== undefined ||
      member(content, 'swagger') !== undefined)
  );
}

/**
 * Reads an OpenAPI description (2.0, 3.0 or 3.1).
 *
 * @throws ContractTextError where it isn't one, with the place
 */
export function readOpenApi(text: ContractText): OpenApiDocument {
  const { content } = text;
  const refuse = (pointer: string, problem: string): never => {
    throw new ContractTextError(problem, text.locate(pointer));
  };
  if (!isOpenApi(content)) {
    return refuse(
      '',
      'This is no OpenAPI description: it has neither "openapi" nor "swagger" with a version.',
    );
  }
  const dialect = dialectOf(content);
  if (!dialect) {
    return refuse(
      member(content, 'openapi') === undefined ? '/swagger' : '/openapi',
      'This version of OpenAPI is not known. Write 2.0 (as "swagger"), 3.0.x or 3.1.x, in quotes.',
    );
  }
  for (const key of OBJECTS) {
    const value = member(content, key);
    if (value !== undefined && value !== null && !isJsonObject(value)) {
      refuse(`/${key}`, `"${key}" has to be an object.`);
    }
  }
  if (dialect !== '3.1' && !isJsonObject(member(content, 'paths'))) {
    refuse('', 'An OpenAPI description has to have "paths".');
  }
  for (const key of ['paths', 'webhooks']) {
    const paths = member(content, key);
    if (isJsonObject(paths)) {
      refuseStrayPaths(paths, `/${key}`, key === 'paths', refuse);
    }
  }
  return new OpenApiDocument(content, dialect);
}

function dialectOf(content: JsonObject): OpenApiDialect | undefined {
  const version = String(member(content, 'openapi') ?? '');
  if (/^3\.[01](\.|-|$)/.test(version)) {
    return version.startsWith('3.0') ? '3.0' : '3.1';
  }
  // YAML reads an unquoted 2.0 as the number two.
  return /^2(\.0)?$/.test(String(member(content, 'swagger') ?? ''))
    ? '2.0'
    : undefined;
}

function refuseStrayPaths(
  paths: JsonObject,
  at: string,
  areAddresses: boolean,
  refuse: (pointer: string, problem: string) => never,
): void {
  for (const name of Object.keys(paths)) {
    if (name.startsWith('x-')) {
      continue;
    }
    const pointer = childPointer(at, name);
    if (areAddresses && !name.startsWith('/')) {
      refuse(pointer, `The path "${name}" has to begin with a slash.`);
    }
    const item = paths[name];
    if (item !== null && !isJsonObject(item)) {
      refuse(pointer, `"${name}" has to be an object with operations.`);
    }
  }
}
