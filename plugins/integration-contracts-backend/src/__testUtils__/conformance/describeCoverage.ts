import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { strictCases } from '../../formats/jsonSchema/strict/strictCases';
import { ruleCases } from '../../formats/openapi/ruleCases';

interface Catalogue {
  title: string;
  rules: string[];
  /** The rules that a case of our own shows. */
  shown: ReadonlySet<string>;
}

/**
 * Which rules of other projects' catalogues a case of our own shows, as
 * Markdown: a row for each catalogue, then the rules that have none.
 *
 * @param folder - with `catalogues/openapi-rules.json` and `registry-rules.json`; what is missing is left out
 */
export function describeCoverage(folder: string): string[] {
  const catalogues = readCatalogues(join(folder, 'catalogues'));
  return [
    '| catalogue | rules | with a case | without |',
    '| --- | --- | --- | --- |',
    ...catalogues.map(
      ({ title, rules, shown }) =>
        `| ${title} | ${rules.length} | ${rules.filter(rule => shown.has(rule)).length} | ${missingOf(rules, shown).length} |`,
    ),
    ...catalogues.flatMap(({ title, rules, shown }) => {
      const missing = missingOf(rules, shown);
      return missing.length > 0
        ? ['', `Without a case, ${title}: ${missing.join(', ')}.`]
        : [];
    }),
  ];
}

function missingOf(rules: readonly string[], shown: ReadonlySet<string>) {
  return rules.filter(rule => !shown.has(rule)).map(rule => `\`${rule}\``);
}

function readCatalogues(folder: string): Catalogue[] {
  const openApi = read<Array<{ id: string }>>(folder, 'openapi-rules.json');
  const registries = read<Record<string, unknown>>(
    folder,
    'registry-rules.json',
  );
  const confluent = namesIn(registries?.confluentJsonSchema);
  return [
    ...(openApi
      ? [
          {
            title: 'oasdiff, OpenAPI',
            rules: openApi.map(({ id }) => id),
            shown: new Set(
              ruleCases.flatMap(({ catalogueIds = [] }) => catalogueIds),
            ),
          },
        ]
      : []),
    ...(confluent.length > 0
      ? [
          {
            title: 'Confluent, JSON Schema under `strict`',
            rules: confluent,
            shown: new Set(
              strictCases.flatMap(([, , differences]) => differences),
            ),
          },
        ]
      : []),
  ];
}

function read<T>(folder: string, name: string): T | undefined {
  const file = join(folder, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A catalogue is a list of names, or of things that have one. */
function namesIn(list: unknown): string[] {
  return Array.isArray(list)
    ? list.map(item => (typeof item === 'string' ? item : item.id))
    : [];
}
