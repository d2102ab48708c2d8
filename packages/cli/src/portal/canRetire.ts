import {
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { CannotJudgeError } from '../CannotJudgeError';
import { Report } from '../report/Report';
import { Portal } from './Portal';
import { retirementSubject } from './retirementSubject';

/** What an Integration is called in the catalog. */
export interface IntegrationName {
  namespace: string;
  name: string;
}

/**
 * Asks the portal whether a version may be switched off; without one, each version of the contract
 * that is deprecated.
 *
 * @throws CannotJudgeError where the portal can't be asked, or knows none of that name
 */
export async function canRetireVersions(
  portal: Portal,
  contract: ContractId,
  version?: string,
): Promise<Report> {
  const name = stringifyContractId(contract);
  const versions =
    version === undefined ? await listDeprecated(portal, contract) : [version];
  const subjects = [];
  for (const one of versions) {
    const verdict = await orNotFound(
      `The portal knows no version ${one} of ${name}`,
      () => portal.judgeVersionRetirement(contract, one),
    );
    subjects.push(retirementSubject(verdict, `${name} ${one}`));
  }
  return { command: 'contracts can-retire', subjects, notes: [] };
}

/**
 * Asks the portal whether an Integration may be switched off.
 *
 * @throws CannotJudgeError where the portal can't be asked, or knows none of that name
 */
export async function canRetireIntegration(
  portal: Portal,
  integration: IntegrationName,
): Promise<Report> {
  const name = `integration:${integration.namespace}/${integration.name}`;
  const verdict = await orNotFound(`The portal knows no ${name}`, () =>
    portal.judgeIntegrationRetirement(integration),
  );
  return {
    command: 'integrations can-retire',
    subjects: [retirementSubject(verdict, name)],
    notes: [],
  };
}

/** Oldest first: that is the order in which they should go. */
async function listDeprecated(
  portal: Portal,
  contract: ContractId,
): Promise<string[]> {
  const name = stringifyContractId(contract);
  const found = await portal.find(contract);
  if (!found) {
    throw new CannotJudgeError(`The portal knows no contract ${name}.`, {
      advice:
        'Write it as <registry>/<subject>, such as catalog/api:default/orders.',
    });
  }
  const deprecated = found.allVersions
    .filter(({ state }) => state === 'deprecated' || state === 'sunset')
    .map(({ version }) => version)
    .reverse();
  if (deprecated.length === 0) {
    throw new CannotJudgeError(`No version of ${name} is deprecated.`, {
      advice: 'Name the version that is meant behind the contract.',
    });
  }
  return deprecated;
}

async function orNotFound<T>(
  message: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CannotJudgeError && error.problem.isNotFound) {
      throw new CannotJudgeError(`${message}.`, {
        advice:
          'Check the name, and that --portal is the address of a portal that judges endings.',
        isNotFound: true,
      });
    }
    throw error;
  }
}
