import { integrationSpecSchema } from '@tieline/plugin-integrations-common';
import { LintFinding } from './LintFinding';

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
}

/**
 * Fields whose names are nearly those of others: what is unknown besides is nobody's mistake.
 */
export function unknownFields(spec: unknown): LintFinding[] {
  return walk(spec, integrationSpecSchema as SchemaNode, ['spec']);
}

function walk(
  value: unknown,
  schema: SchemaNode,
  path: LintFinding['path'],
): LintFinding[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? value.flatMap((item, at) => walk(item, items, [...path, at]))
      : [];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const known = Object.assign(
    {},
    schema.properties,
    ...(schema.anyOf ?? []).map(({ properties }) => properties),
  ) as Record<string, SchemaNode>;
  return Object.entries(value).flatMap(([name, inner]) => {
    if (Object.hasOwn(known, name)) {
      return walk(inner, known[name], [...path, name]);
    }
    const meant = Object.keys(known).find(
      other => !Object.hasOwn(value, other) && isNear(name, other),
    );
    return meant
      ? [
          {
            ruleId: 'integration-unknown-field' as const,
            level: 'warning' as const,
            path: [...path, name],
            message: `"${name}" is no field of an Integration. Was "${meant}" meant?`,
          },
        ]
      : [];
  });
}

/** Short names are near to too many others. */
const MIN_LENGTH = 4;
const MAX_DISTANCE = 2;

function isNear(name: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, '');
  const [a, b] = [plain(name), plain(other)];
  const isLong = Math.min(a.length, b.length) >= MIN_LENGTH;
  const bound = Math.min(MAX_DISTANCE, Math.floor(b.length / 3));
  return a === b || (isLong && distance(a, b) <= bound);
}

/** Levenshtein's: letters to add, remove or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(
        row[j] + 1,
        next[j - 1] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length];
}
