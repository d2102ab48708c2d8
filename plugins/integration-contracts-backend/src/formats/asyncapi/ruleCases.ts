import { RuleCase } from './ruleCases/documents';
import { partCases } from './ruleCases/partCases';
import { wireCases } from './ruleCases/wireCases';
import { wordCases } from './ruleCases/wordCases';

/** A case of our own for every rule; the coverage table is made from them. */
export const ruleCases: readonly RuleCase[] = [
  ...wireCases,
  ...partCases,
  ...wordCases,
];
