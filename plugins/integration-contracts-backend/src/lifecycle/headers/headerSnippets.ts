import {
  AnnouncementTexts,
  HeaderField,
} from '@tieline/plugin-integrations-common/contracts';
import { assertHeaderFields } from './assertHeaderFields';
import { expressSnippet } from './expressSnippet';
import { kongSnippet } from './kongSnippet';
import { nginxSnippet } from './nginxSnippet';

/** A host with the paths that headers are for. */
export interface SnippetTarget {
  host: string;
  paths: ReadonlyArray<{ path: string }>;
}

/**
 * Headers ready to paste into nginx, Kong and Express.
 *
 * @param targets - where they belong; without any, whoever pastes chooses the place
 * @throws InputError where a header can't be written
 */
export function headerSnippets(
  headers: readonly HeaderField[],
  targets: readonly SnippetTarget[],
): AnnouncementTexts['snippets'] {
  assertHeaderFields(headers);
  if (headers.length === 0) {
    return [];
  }
  const once = targets
    .map(({ host, paths }) => ({
      // It stands in comments only, which end with the line.
      host: host.replace(/[^\x21-\x7e]/g, ''),
      paths: [...new Set(paths.map(({ path }) => path))].filter(isEncodedPath),
    }))
    .filter(({ paths }) => paths.length > 0);
  return [
    { name: 'nginx', text: nginxSnippet(headers, once) },
    { name: 'kong', text: kongSnippet(headers, once) },
    { name: 'express', text: expressSnippet(headers, once) },
  ];
}

function isEncodedPath(path: string): boolean {
  return /^\/[\x21-\x7e]*$/.test(path);
}
