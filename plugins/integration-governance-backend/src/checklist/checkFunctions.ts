import { classificationChecks } from './checks/classification';
import { contractsChecks } from './checks/contracts';
import { deliveryChecks } from './checks/delivery';
import { failureHandlingChecks } from './checks/failureHandling';
import { inventoryChecks } from './checks/inventory';
import { observabilityChecks } from './checks/observability';
import { reviewAndRetirementChecks } from './checks/reviewAndRetirement';
import { CheckFunction } from './finding';

/** What evaluates each check, by its id. */
export const checkFunctions: Readonly<Record<string, CheckFunction>> = {
  ...inventoryChecks,
  ...observabilityChecks,
  ...contractsChecks,
  ...deliveryChecks,
  ...failureHandlingChecks,
  ...classificationChecks,
  ...reviewAndRetirementChecks,
};
