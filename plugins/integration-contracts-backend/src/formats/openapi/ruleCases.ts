import { annotatedCases } from './ruleCases/annotatedCases';
import { bodyCases } from './ruleCases/bodyCases';
import { lifecycleCases } from './ruleCases/lifecycleCases';
import { nestedCases } from './ruleCases/nestedCases';
import { operationCases } from './ruleCases/operationCases';
import { parameterCases } from './ruleCases/parameterCases';
import { responseCases } from './ruleCases/responseCases';
import { RuleCase } from './ruleCases/RuleCase';
import { payloadCases } from './ruleCases/payloadCases';
import { schemaCases } from './ruleCases/schemaCases';
import { securityCases } from './ruleCases/securityCases';

/** A case of our own for every rule; the coverage table is made from them. */
export const ruleCases: readonly RuleCase[] = [
  ...operationCases,
  ...lifecycleCases,
  ...parameterCases,
  ...bodyCases,
  ...responseCases,
  ...securityCases,
  ...schemaCases,
  ...payloadCases,
  ...nestedCases,
  ...annotatedCases,
];
