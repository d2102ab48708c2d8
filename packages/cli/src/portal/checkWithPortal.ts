import {
  CheckRequest,
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { CannotJudgeError } from '../CannotJudgeError';
import { readTextFile, shownPath } from '../files/readTextFile';
import { Report } from '../report/Report';
import { Portal, unknownContractError } from './Portal';
import { inFile } from './inFile';
import { verdictSubject } from './verdictSubject';

/** What the portal is asked about. */
export interface PortalCheck extends Pick<
  CheckRequest,
  'mode' | 'policy' | 'format'
> {
  contract: ContractId;
  file: string;
  /** A contract that the portal doesn't know yet is fine. */
  allowNew: boolean;
}

/**
 * Has the portal judge a file as the next version of a contract.
 *
 * @throws CannotJudgeError where it can't be asked, or doesn't know the contract
 */
export async function checkWithPortal(
  cwd: string,
  portal: Portal,
  { contract, file: path, allowNew, ...options }: PortalCheck,
): Promise<Report> {
  const file = shownPath(cwd, path);
  const text = readTextFile(cwd, path);
  const name = stringifyContractId(contract);
  try {
    const verdict = await portal.check({ text, contract, ...options });
    const subject = verdictSubject(verdict, name, { file, text });
    return { command: 'contracts check', subjects: [subject], notes: [] };
  } catch (error) {
    if (!(error instanceof CannotJudgeError) || !error.problem.isNotFound) {
      throw inFile(error, file);
    }
    if (!allowNew) {
      throw unknownContractError(contract);
    }
    const summary = `is the first version of ${name}: the portal does not know it yet`;
    return {
      command: 'contracts check',
      subjects: [{ name: file, summary, findings: [] }],
      notes: [],
    };
  }
}
