import { ContractFile } from '@tieline/plugin-integrations-common/contracts';
import { IntegrationFlow } from '../consumers/FlowStore';
import { toOptionalInstant } from '../database';
import { NamedFile } from './FileStore';

/**
 * What became of the file that a flow names, as the API shows it; undefined
 * where it names none.
 *
 * @param followed - the contract's file that is fetched
 */
export function toContractFile(
  { integrationRef, file }: IntegrationFlow,
  followed: NamedFile | undefined,
): ContractFile | undefined {
  if (!file) {
    return undefined;
  }
  if ('problem' in file) {
    return { integrationRef, problem: file.problem };
  }
  if (followed && followed.url !== file.url) {
    return {
      integrationRef,
      url: file.url,
      problem: `Another integration has a file elsewhere by the same path, and that one is fetched: ${followed.url}. Name this one by its whole address.`,
    };
  }
  return {
    integrationRef,
    url: file.url,
    readAt: toOptionalInstant(followed?.readAtMs),
    problem: followed?.problem,
  };
}
