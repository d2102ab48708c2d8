import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { BuildOrBuy } from '@tieline/plugin-integrations-common/governance';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

const SHIPPED_VERSION = '2026-11';

export type OptionId = BuildOrBuy['options'][number]['id'];

/** What a value says of each way. */
export interface RuleStep extends Record<
  OptionId,
  { score: number; text: string }
> {
  /** Holds up to this value; without it, for every one. */
  upTo?: number;
}

export interface Criterion {
  id:
    | 'engineersPerTen'
    | 'connectors'
    | 'volumePerDay'
    | 'uniqueShare'
    | 'integrations';
  weight: number;
  steps: RuleStep[];
}

/** How building, buying and both are weighed, as the file has it. */
export interface BuildOrBuyRules {
  version: string;
  /** Scores of 100 that are closer are near equals. */
  nearTie: number;
  /** Of 1. */
  speaksForFrom: number;
  /** Of 1. */
  speaksAgainstTo: number;
  /** 1 for the simplest. */
  options: Array<{ id: OptionId; title: string; simplicity: number }>;
  criteria: Criterion[];
  split: {
    /** The types of entities that somebody else runs. */
    othersTypes: string[];
    volumePerDay: number;
    latencyMs: number;
  };
}

/** The rules that ship with the package. */
export async function readBuildOrBuyRules(): Promise<BuildOrBuyRules> {
  const path = resolvePackagePath(
    '@tieline/plugin-integration-governance-backend',
    `decisions/build-or-buy-${SHIPPED_VERSION}.yaml`,
  );
  return parse(await readFile(path, 'utf8'));
}
