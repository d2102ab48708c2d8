import { ContractText } from '../../text/ContractText';
import { ContractTextError } from '../../text/ContractTextError';
import { Json, childPointer, isJsonObject, member } from '../../text/Json';
import { Budget, DEFAULT_LIMITS } from '../jsonSchema/Budget';
import { SchemaDocument } from '../jsonSchema/SchemaDocument';
import { applyTraits } from './applyTraits';
import { AsyncApiDocument } from './AsyncApiDocument';
import { readChannels } from './readChannels';
import { readServers } from './readServers';
import { References } from './References';

const MAPS = ['info', 'servers', 'channels', 'operations', 'components'];

/**
 * Reads AsyncAPI 2.x and 3.0 into one form.
 *
 * @throws ContractTextError where the text is no AsyncAPI, or refers to what isn't in it
 * @throws TooComplexError where it is too large or too deep
 */
export function readAsyncApi(text: ContractText): AsyncApiDocument {
  const refuse = (pointer: string, problem: string): never => {
    throw new ContractTextError(problem, text.locate(pointer));
  };
  const content = text.content;
  const version = checkOutline(content, refuse);
  const limits = { ...DEFAULT_LIMITS, steps: DEFAULT_LIMITS.schemas };
  const { root, origins } = applyTraits(
    content,
    new References(content, refuse),
    version === 2,
    new Budget(limits),
  );
  const references = new References(root, (pointer, problem) =>
    refuse(originIn(origins, pointer), problem),
  );
  const place = { value: root, pointer: '' };
  return {
    id: references.child(place, 'id'),
    servers: new Map(
      readServers(references, place).map(server => [server.name, server]),
    ),
    channels: readChannels(references, place, version === 3),
    references,
    schemas: new SchemaDocument(
      `document ${nextNumber()}`,
      root,
      new Budget(limits),
      // AsyncAPI's schemas are of draft 7, in which a reference stands alone (2.6.0, Reference Object).
      { openApi30: true },
    ),
    originOf: pointer => originIn(origins, pointer),
  };
}

let documents = 0;

/** Two documents that are compared must not have one name. */
function nextNumber(): number {
  documents = (documents + 1) % Number.MAX_SAFE_INTEGER;
  return documents;
}

function checkOutline(
  content: Json,
  refuse: (pointer: string, problem: string) => never,
): 2 | 3 {
  if (!isJsonObject(content)) {
    return refuse('', 'An AsyncAPI document is an object. This is none.');
  }
  const version = member(content, 'asyncapi');
  if (typeof version !== 'string' || !/^[23]\.\d+/.test(version)) {
    return refuse(
      '/asyncapi',
      version === undefined
        ? 'The text has no "asyncapi" with a version. Add it, such as asyncapi: 3.0.0.'
        : `AsyncAPI ${JSON.stringify(version)} isn't known. Use 2.x or 3.x, as a text such as "3.0.0".`,
    );
  }
  for (const key of MAPS) {
    const value = member(content, key);
    if (value !== undefined && !isJsonObject(value)) {
      return refuse(
        childPointer('', key),
        `"${key}" has to be an object with named entries.`,
      );
    }
  }
  for (const key of ['servers', 'channels', 'operations']) {
    const entries = member(content, key);
    for (const name of isJsonObject(entries) ? Object.keys(entries) : []) {
      if (!isJsonObject(entries) || !isJsonObject(entries[name])) {
        return refuse(
          childPointer(childPointer('', key), name),
          `An entry of "${key}" has to be an object.`,
        );
      }
    }
  }
  if (version.startsWith('2') && member(content, 'channels') === undefined) {
    return refuse('', 'AsyncAPI 2 needs "channels". Add it, even if empty.');
  }
  return version.startsWith('2') ? 2 : 3;
}

function originIn(
  origins: ReadonlyMap<string, string>,
  pointer: string,
): string {
  for (
    let end = pointer.length;
    end > 0;
    end = pointer.lastIndexOf('/', end - 1)
  ) {
    const origin = origins.get(pointer.slice(0, end));
    if (origin !== undefined) {
      return `${origin}${pointer.slice(end)}`;
    }
  }
  return pointer;
}
