import {
  COMPATIBILITY_MODES,
  COMPATIBILITY_POLICIES,
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import {
  ContractFormat,
  ContractId,
  ContractSummary,
  ContractVersion,
  VerdictState,
} from '@tieline/plugin-integrations-common/contracts';
import { shortName } from '../shared/EntityLink';

/** The formats that a contract can have, under the names that people know. */
export const FORMATS: ReadonlyArray<{ id: ContractFormat; title: string }> = [
  { id: 'openapi', title: 'OpenAPI' },
  { id: 'asyncapi', title: 'AsyncAPI' },
  { id: 'json-schema', title: 'JSON Schema' },
  { id: 'table', title: 'Table' },
];

export const MODES = COMPATIBILITY_MODES.map(id => ({ id, title: id }));

export const POLICIES = COMPATIBILITY_POLICIES.map(id => ({ id, title: id }));

/** Worst first, as the list orders them. */
export const VERDICTS: ReadonlyArray<{ id: VerdictState; title: string }> = [
  { id: 'incompatible', title: 'incompatible' },
  { id: 'overridden', title: 'overridden' },
  { id: 'unchecked', title: 'unchecked' },
  { id: 'not-comparable', title: 'not compared' },
  { id: 'first', title: 'first version' },
  { id: 'compatible', title: 'compatible' },
];

const DIRECTIONS = {
  BACKWARD: 'the new version takes what was made for the earlier one',
  FORWARD: 'the earlier version takes what is made for the new one',
  FULL: 'each version takes what is made for the other',
} as const;

/** What a mode asks of two versions, in a sentence without its full stop. */
export function directionMeaning(mode: CompatibilityMode): string {
  return mode === 'NONE'
    ? 'nothing is asked of the new version'
    : DIRECTIONS[mode.replace('_TRANSITIVE', '') as keyof typeof DIRECTIONS];
}

/** What a mode asks of a next version, in a sentence without its full stop. */
export function modeMeaning(mode: CompatibilityMode): string {
  if (mode === 'NONE') {
    return directionMeaning(mode);
  }
  const reach = mode.endsWith('_TRANSITIVE')
    ? 'compared with every earlier version'
    : 'compared with the latest version';
  return `${directionMeaning(mode)}, ${reach}`;
}

const POLICY_MEANINGS: Record<CompatibilityPolicy, string> = {
  strict: 'as strictly as a schema registry does by default',
  lenient: 'as a schema registry does when it is set to be lenient',
  semantic: 'only what can break somebody who follows the contract counts',
};

/** How severely a policy judges, in a sentence without its full stop. */
export function policyMeaning(policy: CompatibilityPolicy): string {
  return POLICY_MEANINGS[policy];
}

export function formatTitle(format: ContractFormat | undefined): string {
  return (
    FORMATS.find(({ id }) => id === format)?.title ?? format ?? 'no format yet'
  );
}

const SOURCES: Record<ContractVersion['source'], string> = {
  catalog: 'from the catalog',
  file: 'from a file',
  pipeline: 'from a pipeline',
  page: 'from this page',
  git: 'from Git history',
};

/** Where a version comes from. */
export function sourceWords(source: ContractVersion['source']): string {
  return SOURCES[source];
}

/** A number with its noun: `1 version`, `3 versions`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * What the verdict on the latest version rests on, in words; nothing where
 * nobody has to do anything about it.
 */
export function verdictReason(contract: ContractSummary): string | undefined {
  const { latest, mode, problem } = contract;
  if (problem) {
    return `Its present text is not taken: ${problem}`;
  }
  if (!latest) {
    return 'it is declared, but no version is published';
  }
  switch (contract.verdict) {
    case 'incompatible':
      return `${counted(latest.breaking ?? 0, 'violation')} of ${mode}`;
    case 'overridden':
      return `${counted(latest.breaking ?? 0, 'violation')} of ${mode}, published all the same${
        latest.override ? `: ${latest.override.reason}` : ''
      }`;
    case 'unchecked':
      return 'it could not be judged';
    case 'not-comparable':
      return mode === 'NONE'
        ? 'its mode is NONE: no version is compared'
        : 'versions of its format cannot be compared';
    default:
      return undefined;
  }
}

/** Whether somebody tried to publish something else since the latest version. */
export function wasRefusedSince(contract: ContractSummary): boolean {
  const { lastRefusedAt, latest } = contract;
  return (
    lastRefusedAt !== undefined &&
    (!latest || Date.parse(lastRefusedAt) > Date.parse(latest.publishedAt))
  );
}

/** What people call a contract; one of an API is called as the API. */
export function contractTitle(
  contract: ContractId & { title?: string },
): string {
  const { title, registry, subject } = contract;
  return title ?? (registry === 'catalog' ? shortName(subject) : subject);
}
