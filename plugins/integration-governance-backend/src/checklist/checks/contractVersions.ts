import { matchVersions } from '@tieline/plugin-integrations-common/contracts';
import { CheckFunction, fail, observed, pass, unmeasured } from '../finding';
import {
  ContractFinding,
  ofContracts,
  ofEachContract,
  registered,
  titleOf,
} from './ofContracts';
import { listed, withStop } from './words';

const mode = ofEachContract(
  ({ contract }, contracts): ContractFinding => {
    const { latest } = contract;
    const title = titleOf(contract);
    const shown = (value: string) => [registered(contracts, contract, value)];
    if (!latest) {
      return {
        result: 'unmeasured',
        reason: `No version of ${title} is registered.`,
        evidence: shown('no version'),
      };
    }
    const { version } = latest;
    if (contract.mode === 'NONE') {
      return {
        result: 'fail',
        reason: `The mode of ${title} is NONE: any change would be taken.`,
        evidence: shown('mode NONE'),
      };
    }
    switch (latest.verdict) {
      case 'incompatible':
        return {
          result: 'fail',
          reason: `${title} ${version} breaks its mode ${contract.mode}.`,
          evidence: shown(`${version} is incompatible under ${contract.mode}`),
        };
      case 'overridden':
        return {
          result: 'fail',
          reason: withStop(
            `${title} ${version} breaks its mode ${contract.mode}, and ${latest.override?.by ?? 'somebody'} let it pass: ${latest.override?.reason ?? 'nobody wrote why'}`,
          ),
          evidence: shown(`${version} was let pass under ${contract.mode}`),
        };
      case 'unchecked':
        return {
          result: 'unmeasured',
          reason: `${title} ${version} could not be judged.`,
          evidence: shown(`${version} was not judged`),
        };
      case 'not-comparable':
        return { result: 'left-out', reason: '', evidence: [] };
      default:
        return {
          result: 'pass',
          reason: '',
          evidence: shown(
            latest.verdict === 'first'
              ? `${version} is the first; the next is held to ${contract.mode}`
              : `${version} is compatible under ${contract.mode}`,
          ),
        };
    }
  },
  {
    holds: 'Each contract has a mode, and its latest version keeps to it.',
    forNone: 'Versions of its contracts can not be compared.',
  },
);

const observedVersions = ofContracts((flows, contracts, evidence) => {
  const { telemetry } = evidence;
  if (!telemetry) {
    return unmeasured('Telemetry has not answered yet.');
  }
  const seen = telemetry.summary?.versions ?? [];
  if (seen.length === 0) {
    return unmeasured('Telemetry saw no contract version on it.');
  }
  // Traffic does not say which of several contracts a version is of.
  const isRegistered = (version: string) =>
    flows.some(
      ({ versions = [] }) =>
        matchVersions(
          version,
          versions.map(known => known.version),
        ).length > 0,
    );
  const shown = (values: typeof seen) =>
    observed(
      evidence,
      {
        notReadSince: telemetry.notReadSince ?? contracts.notReadSince,
      },
      listed(values.map(({ version }) => `version ${version}`)),
      values[0].lastSeenAt,
    );
  const strange = seen.filter(({ version }) => !isRegistered(version));
  return strange.length > 0
    ? fail(
        `Seen, and registered nowhere: ${listed(strange.map(({ version }) => version))}.`,
        shown(strange),
      )
    : pass('All versions that were seen are registered.', shown(seen));
});

export const contractVersionsChecks: Record<string, CheckFunction> = {
  'contracts-mode': mode,
  'contracts-observed-versions': observedVersions,
};
