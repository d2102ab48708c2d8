import { Budget } from './Budget';
import { JsonObject, JsonType, isJsonObject, member } from '../../text/Json';
import { ArrayFacet, Evaluated, Facet, ObjectFacet, Union } from './Facet';
import { MADE, SchemaNode, SchemaPart } from './SchemaNode';
import { childNode } from './childNode';
import { itemAt } from './intersectFacets';
import { combines } from './readLayers';
import { ruleText } from './ruleText';
import { crossFacets, otherThan, perType } from './unions';

const NOTHING: Evaluated = {
  everything: false,
  isUncertain: false,
  places: 0,
  items: [],
  names: new Set(),
  patterns: new Set(),
};

/** In how many ways the alternatives of an `anyOf` may hold together. */
const MOST_WAYS = 16;

/** Whether what a schema leaves over depends on more than its own keywords. */
export function restrictsLeftOver(schema: JsonObject): boolean {
  const says = (keyword: string) => member(schema, keyword) !== undefined;
  return (
    (says('unevaluatedProperties') && combines(schema)) ||
    (says('unevaluatedItems') && (combines(schema) || says('contains')))
  );
}

/** Notes on the facets what their schema's own keywords evaluate. */
export function withEvaluated(
  union: Union,
  part: SchemaPart,
  schema: JsonObject,
): Union {
  const says = (keyword: string) => member(schema, keyword) !== undefined;
  const namesOf = (keyword: string) => {
    const listed = member(schema, keyword);
    return new Set(isJsonObject(listed) ? Object.keys(listed) : []);
  };
  const isTuple =
    Array.isArray(member(schema, 'items')) && !says('prefixItems');
  return noted(union, facet =>
    facet.type === 'object'
      ? {
          ...NOTHING,
          everything: says('additionalProperties'),
          names: namesOf('properties'),
          patterns: namesOf('patternProperties'),
        }
      : {
          ...NOTHING,
          everything: says(isTuple ? 'additionalItems' : 'items'),
          places: facet.prefix.length,
          items:
            says('contains') && part.document.containsEvaluates
              ? [childNode(part, 'contains')]
              : [],
        },
  );
}

export function withoutEvaluated(union: Union): Union {
  return noted(union, () => undefined);
}

/** A schema with one of the keywords leaves nothing over for those around it. */
export function withNothingLeftOver(union: Union, schema: JsonObject): Union {
  return noted(union, ({ type, evaluated = NOTHING }) =>
    member(
      schema,
      type === 'object' ? 'unevaluatedProperties' : 'unevaluatedItems',
    ) === undefined
      ? evaluated
      : { ...evaluated, everything: true },
  );
}

function noted(
  union: Union,
  note: (facet: ArrayFacet | ObjectFacet) => Evaluated | undefined,
): Union {
  return perType(type =>
    union[type].map(facet => {
      if (facet.type !== 'object' && facet.type !== 'array') {
        return facet;
      }
      const evaluated = note(facet);
      return evaluated === facet.evaluated ? facet : { ...facet, evaluated };
    }),
  );
}

/** Applies `unevaluatedProperties` and `unevaluatedItems` to what is left over. */
export function restrictLeftOver(
  union: Union,
  part: SchemaPart,
  schema: JsonObject,
): Union {
  return perType(type =>
    union[type].map(facet => {
      if (facet.type === 'object') {
        return member(schema, 'unevaluatedProperties') === undefined
          ? facet
          : restrictMembers(facet, part);
      }
      return facet.type === 'array' &&
        member(schema, 'unevaluatedItems') !== undefined
        ? restrictItems(facet, part)
        : facet;
    }),
  );
}

function restrictMembers(facet: ObjectFacet, part: SchemaPart): ObjectFacet {
  const { everything, isUncertain, names, patterns } =
    facet.evaluated ?? NOTHING;
  const rest = childNode(part, 'unevaluatedProperties');
  if (everything || rest.acceptsEverything) {
    return facet;
  }
  if (isUncertain) {
    return { ...facet, opaque: [...facet.opaque, ruleText(part)] };
  }
  const open = (keys: ReadonlySet<string>) =>
    new Map([...keys].map(key => [key, SchemaNode.everything]));
  const layer = {
    properties: open(names),
    patterns: open(patterns),
    rest,
    isLeftOver: true,
  };
  return { ...facet, layers: [...facet.layers, layer] };
}

function restrictItems(facet: ArrayFacet, part: SchemaPart): ArrayFacet {
  const { everything, isUncertain, places, items } = facet.evaluated ?? NOTHING;
  const rest = childNode(part, 'unevaluatedItems');
  if (everything || rest.acceptsEverything) {
    return facet;
  }
  const wanted = isUncertain ? undefined : eitherOf(part, [rest, ...items]);
  if (!wanted) {
    return { ...facet, opaque: [...facet.opaque, ruleText(part)] };
  }
  const length = Math.max(places, facet.prefix.length);
  return {
    ...facet,
    prefix: Array.from({ length }, (_, at) =>
      at < places
        ? itemAt(facet, at)
        : SchemaNode.all([itemAt(facet, at), wanted]),
    ),
    rest: SchemaNode.all([facet.rest, wanted]),
  };
}

/** A node that accepts what one of these accepts, if it can be written down. */
function eitherOf(
  part: SchemaPart,
  nodes: readonly SchemaNode[],
): SchemaNode | undefined {
  if (nodes.length === 1) {
    return nodes[0];
  }
  const parts = nodes.flatMap(node => node.parts);
  const isPlain = parts.every(
    ({ base, document }) => base === part.base && document === part.document,
  );
  return isPlain && nodes.every(node => node.parts.length === 1)
    ? part.document.node({
        ...part,
        pointer:
          part.pointer + MADE + parts.map(({ pointer }) => pointer).join('|'),
        schema: { anyOf: parts.map(({ schema }) => schema) },
      })
    : undefined;
}

/**
 * Unites the alternatives of an `anyOf` so that each facet knows what is evaluated:
 * an alternative that holds besides evaluates too, so the values are divided by which
 * alternatives hold. In too many ways to look at, it stays uncertain.
 */
export function uniteEvaluating(
  branches: readonly Union[],
  at: string,
  budget: Budget,
): Union {
  return perType(type => {
    const lists = branches.map(branch => branch[type]);
    const united =
      type === 'object' || type === 'array'
        ? divided(lists, type, at, budget)
        : lists.flat();
    budget.alternatives(united.length);
    return united;
  });
}

interface Way {
  /** Nothing, where no alternative is known to hold. */
  holds?: readonly Facet[];
  fails: readonly Facet[];
}

function divided(
  lists: ReadonlyArray<readonly Facet[]>,
  type: JsonType,
  at: string,
  budget: Budget,
): readonly Facet[] {
  const silent: Facet[] = [];
  const telling = new Map<string, readonly Facet[]>();
  lists.forEach((facets, index) => {
    const told = new Set(facets.map(whatIsEvaluated));
    const [only] = told;
    if (told.size > 1) {
      telling.set(String(index), facets);
    } else if (only === '') {
      silent.push(...facets);
    } else if (facets.length > 0) {
      telling.set(only, [...(telling.get(only) ?? []), ...facets]);
    }
  });
  if (telling.size + Number(silent.length > 0) < 2) {
    return lists.flat();
  }
  let ways: Way[] = [{ fails: [] }];
  for (const facets of telling.values()) {
    ways = ways.flatMap(({ holds, fails }) => [
      { holds: holds ? crossFacets(holds, facets) : facets, fails },
      { holds, fails: [...fails, ...facets.map(bare)] },
    ]);
    ways = ways.filter(({ holds }) => holds?.length !== 0);
    budget.spend(ways.length);
    if (ways.length > MOST_WAYS) {
      return lists.flat().map(uncertain);
    }
  }
  return ways.flatMap(({ holds, fails }) =>
    crossFacets(holds ?? silent, otherThan(fails, type, at, budget)),
  );
}

function bare(facet: Facet): Facet {
  return facet.type === 'object' || facet.type === 'array'
    ? { ...facet, evaluated: undefined }
    : facet;
}

function uncertain(facet: Facet): Facet {
  return facet.type === 'object' || facet.type === 'array'
    ? {
        ...facet,
        evaluated: { ...(facet.evaluated ?? NOTHING), isUncertain: true },
      }
    : facet;
}

/** Equal texts for the same; empty for nothing. */
function whatIsEvaluated(facet: Facet): string {
  const evaluated =
    facet.type === 'object' || facet.type === 'array'
      ? facet.evaluated
      : undefined;
  if (!evaluated) {
    return '';
  }
  const { everything, isUncertain, places, items, names, patterns } = evaluated;
  const told = [
    everything,
    isUncertain,
    places,
    items.map(({ key }) => key).sort(),
    [...names].sort(),
    [...patterns].sort(),
  ];
  const text = JSON.stringify(told);
  return text === '[false,false,0,[],[],[]]' ? '' : text;
}
