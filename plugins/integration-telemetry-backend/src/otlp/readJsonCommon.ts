import { Attributes, Decoded } from './model';
import { OtlpError } from './OtlpError';
import { readJsonText } from './readJsonText';
import {
  asAttributes,
  asList,
  asObject,
  asText,
  isAbsent,
  Json,
  MisshapenError,
} from './readJsonValues';

/** What could be read of a body, and what not. */
export class JsonItems<Item> implements Decoded<Item> {
  readonly items: Item[] = [];
  rejected = 0;
  reason?: string;

  /** Adds what is read; an item that is misshapen is rejected, and only that. */
  take(read: () => Item): void {
    this.#attempt(() => this.items.push(read()));
  }

  /** Visits the objects of a list; what is no object counts as one item. */
  eachObject(
    value: unknown,
    name: string,
    visit: (object: Json) => void,
  ): void {
    const list = this.#attempt(() => asList(value, name)) ?? [];
    for (const item of list) {
      const object = this.#attempt(() => asObject(item, name));
      if (object) {
        visit(object);
      }
    }
  }

  #attempt<Result>(read: () => Result): Result | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof MisshapenError)) {
        throw error;
      }
      this.rejected += 1;
      this.reason ??= error.message;
      return undefined;
    }
  }
}

/** Where an item stands. */
export interface JsonPlace {
  /**
   * The resource's attributes, with its scope's behind them.
   *
   * @throws MisshapenError where they can't be read, for each item anew
   */
  about: () => Attributes;
  /** The scope's name and version. */
  scope: () => string;
}

/** What the fields of a signal are called. */
export interface JsonNames {
  groups: string;
  scopes: string;
  /** Instead of `scopes`, before OTLP 0.15. */
  libraries: string;
  items: string;
}

/** Once for all items below, so that none of them reads it again. */
function lazily<Result>(read: () => Result): () => Result {
  let known: { result: Result } | undefined;
  return () => {
    known ??= { result: read() };
    return known.result;
  };
}

/**
 * Walks request → resource → scope → item, which all signals share.
 *
 * @throws OtlpError with status 400 where nothing of the body can be read
 */
export function forEachJsonItem<Item>(
  body: Uint8Array,
  names: JsonNames,
  into: JsonItems<Item>,
  visit: (item: Json, place: JsonPlace) => void,
): void {
  const request = readJsonText(body);
  if (request === null || typeof request !== 'object') {
    throw new OtlpError(400, 'The body is no OTLP JSON: it must be an object');
  }
  const groups = (request as Json)[names.groups];
  if (Array.isArray(request) || !(isAbsent(groups) || Array.isArray(groups))) {
    throw new OtlpError(
      400,
      `The body is no OTLP JSON: it must be an object with a list ${names.groups}`,
    );
  }
  into.eachObject(groups, names.groups, group => {
    const resource = lazily(() =>
      asAttributes(
        asObject(group.resource, 'resource').attributes,
        'resource.attributes',
      ),
    );
    for (const [scopes, scopeName] of [
      [names.scopes, 'scope'],
      [names.libraries, 'instrumentationLibrary'],
    ]) {
      into.eachObject(group[scopes], scopes, part => {
        const place = {
          about: lazily(() => {
            // Collectors note on the scope what they did, such as tail sampling.
            const own = asAttributes(
              asObject(part[scopeName], scopeName).attributes,
              `${scopeName}.attributes`,
            );
            return own.size > 0 ? new Map([...own, ...resource()]) : resource();
          }),
          scope: lazily(() => {
            const scope = asObject(part[scopeName], scopeName);
            const name = asText(scope.name, `${scopeName}.name`);
            const version = asText(scope.version, `${scopeName}.version`);
            return `${name}@${version}`;
          }),
        };
        into.eachObject(part[names.items], names.items, item =>
          visit(item, place),
        );
      });
    }
  });
}
