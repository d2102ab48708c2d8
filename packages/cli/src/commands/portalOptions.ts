import { Command, InvalidArgumentError, Option } from 'commander';
import {
  ContractId,
  parseContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { CannotJudgeError } from '../CannotJudgeError';
import { Portal } from '../portal/Portal';
import { Terminal } from '../Terminal';

/** Which portal is asked. */
export interface PortalOptions {
  portal?: string;
  tokenEnv: string;
  timeout: number;
}

/** Adds the options of commands that ask the portal. */
export function addPortalOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--portal <url>',
        "address of the portal's backend, such as https://tieline.example.com",
      ).env('TIELINE_PORTAL'),
    )
    .option(
      '--token-env <name>',
      'environment variable that holds the token',
      'TIELINE_TOKEN',
    )
    .option(
      '--timeout <seconds>',
      'how long the portal may take for one answer',
      parseSeconds,
      120,
    );
}

/** @throws CannotJudgeError where address or token are missing */
export function openPortal(
  { portal, tokenEnv, timeout }: PortalOptions,
  { env }: Terminal,
): Portal {
  if (!portal) {
    throw new CannotJudgeError('--portal is missing.', {
      advice:
        "Name the address of the portal's backend with --portal, or in the environment variable TIELINE_PORTAL.",
    });
  }
  return new Portal({ url: portal, tokenEnv, timeoutMs: timeout * 1000 }, env);
}

/** `<registry>/<subject>` as an option's value. */
export function parseContract(text: string): ContractId {
  const contract = parseContractId(text);
  if (!contract) {
    throw new InvalidArgumentError(
      'Write <registry>/<subject>, such as catalog/api:default/orders.',
    );
  }
  return contract;
}

/** A number of seconds as an option's value. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600)) {
    throw new InvalidArgumentError('It is a number of seconds up to 3600.');
  }
  return seconds;
}
