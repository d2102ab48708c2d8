import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { ruleCases as asyncApiCases } from '../../formats/asyncapi/ruleCases';
import { strictCases } from '../../formats/jsonSchema/strict/strictCases';
import { ruleCases } from '../../formats/openapi/ruleCases';
import { TableRow, coverTable } from './asyncApiTable';

interface Catalogue {
  title: string;
  rules: string[];
  /** The rules that a case of our own shows. */
  shown: ReadonlySet<string>;
  /** The rules that all their cases judge otherwise. */
  otherwise?: string[];
}

/**
 * Which rules of other projects' catalogues a case of our own shows, as
 * Markdown: a row for each catalogue, then the rules that have none.
 *
 * @param folder - with `catalogues/openapi-rules.json` and `registry-rules.json`, and `asyncapi-diff-rule-table.json` beside them; what is missing is left out
 */
export function describeCoverage(folder: string): string[] {
  const catalogues = [
    ...readCatalogues(join(folder, 'catalogues')),
    ...readTable(folder),
  ];
  return [
    '| catalogue | rules | with a case | without |',
    '| --- | --- | --- | --- |',
    ...catalogues.map(
      ({ title, rules, shown }) =>
        `| ${title} | ${rules.length} | ${rules.filter(rule => shown.has(rule)).length} | ${missingOf(rules, shown).length} |`,
    ),
    ...catalogues.flatMap(({ title, rules, shown, otherwise = [] }) => [
      ...paragraph(`Without a case, ${title}`, missingOf(rules, shown)),
      ...paragraph(
        `Judged otherwise than ${title}`,
        otherwise.map(rule => `\`${rule}\``),
      ),
    ]),
  ];
}

function paragraph(heading: string, rules: readonly string[]): string[] {
  return rules.length > 0 ? ['', `${heading}: ${rules.join(', ')}.`] : [];
}

function readTable(folder: string): Catalogue[] {
  const rows = read<TableRow[]>(folder, 'asyncapi-diff-rule-table.json');
  return rows
    ? [{ title: "AsyncAPI's diff", ...coverTable(rows, asyncApiCases) }]
    : [];
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
