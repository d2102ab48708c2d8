import { Json, isJsonObject, member } from '../../../text/Json';
import { Compare } from './compareRest';
import { Differences } from './Differences';
import { StrictShape, childShape } from './StrictShape';

const KEYWORDS = ['dependencies', 'dependentRequired', 'dependentSchemas'];

/** Differences in what members ask for when they are there. */
export function compareDependencies(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  const before = dependenciesOf(writer);
  const after = dependenciesOf(reader);
  for (const kind of ['ARRAY', 'SCHEMA'] as const) {
    const names = new Set([...before[kind].keys(), ...after[kind].keys()]);
    for (const name of names) {
      const own = before[kind].get(name);
      const wanted = after[kind].get(name);
      const tokens = [(own ?? wanted)!.keyword, name];
      if (!own || !wanted) {
        const change = wanted ? 'ADDED' : 'REMOVED';
        found.add(`DEPENDENCY_${kind}_${change}`, writer, reader, ...tokens);
      } else if (kind === 'ARRAY') {
        const change = changeOfNames(own.value, wanted.value);
        if (change) {
          found.add(`DEPENDENCY_ARRAY_${change}`, writer, reader, ...tokens);
        }
      } else {
        compare(
          childShape(writer, own.keyword, name)!,
          childShape(reader, wanted.keyword, name)!,
          found,
        );
      }
    }
  }
}

interface Dependency {
  keyword: string;
  value: Json;
}

function dependenciesOf({ schema }: StrictShape) {
  const found = {
    ARRAY: new Map<string, Dependency>(),
    SCHEMA: new Map<string, Dependency>(),
  };
  for (const keyword of KEYWORDS) {
    const listed = member(schema, keyword);
    for (const [name, value] of Object.entries(
      isJsonObject(listed) ? listed : {},
    )) {
      // Where nothing is asked for, there is no dependency.
      if (value !== undefined && !(Array.isArray(value) && !value.length)) {
        found[Array.isArray(value) ? 'ARRAY' : 'SCHEMA'].set(name, {
          keyword,
          value,
        });
      }
    }
  }
  return found;
}

function changeOfNames(own: Json, wanted: Json): string | undefined {
  const before = new Set(own as string[]);
  const after = new Set(wanted as string[]);
  const gone = [...before].some(name => !after.has(name));
  const come = [...after].some(name => !before.has(name));
  if (gone) {
    return come ? 'CHANGED' : 'NARROWED';
  }
  return come ? 'EXTENDED' : undefined;
}
