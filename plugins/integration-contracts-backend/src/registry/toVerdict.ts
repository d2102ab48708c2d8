import {
  ContractConsumer,
  ContractVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { Judgement } from '../judging/Judge';

/**
 * A verdict as the API shows it: with whom it concerns of those that the
 * reader may see. Who provides the data is concerned by no violation.
 */
export function toVerdict(
  judgement: Judgement,
  consumers: readonly ContractConsumer[],
): ContractVerdict {
  const concerned = consumers.filter(({ role }) => role === 'consumer');
  const refs = [
    ...new Set(concerned.map(({ integrationRef }) => integrationRef)),
  ];
  return {
    ...judgement,
    violations: judgement.violations.map(violation => ({
      ...violation,
      consumers: refs,
    })),
    consumers: judgement.violations.length > 0 ? concerned : [],
  };
}
