import { StrictCase } from './strictCases/StrictCase';
import { combinationCases } from './strictCases/combinationCases';
import { itemCases } from './strictCases/itemCases';
import { allLimitCases } from './strictCases/limitCases';
import { loaderCases } from './strictCases/loaderCases';
import { memberCases } from './strictCases/memberCases';
import { restCases } from './strictCases/restCases';
import { valueCases } from './strictCases/valueCases';

/** A case of our own for every difference that a schema can have; the coverage table is made from them. */
export const strictCases: readonly StrictCase[] = [
  ...allLimitCases,
  ...valueCases,
  ...memberCases,
  ...restCases,
  ...itemCases,
  ...combinationCases,
  ...loaderCases,
];
