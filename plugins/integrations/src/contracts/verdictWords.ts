import { ContractVerdict } from '@tieline/plugin-integrations-common/contracts';
import { counted } from './contractWords';

/** As many versions as a sentence bears. */
const NAMED = 3;

function comparedWords(versions: string[]): string {
  if (versions.length === 0) {
    return 'There was no earlier version to compare with.';
  }
  const rest = versions.length - NAMED;
  return `Compared with ${versions.slice(0, NAMED).join(', ')}${
    rest > 0 ? ` and ${counted(rest, 'earlier version')}` : ''
  }.`;
}

/** How many violations break, warnings left out. */
export function countErrors({ violations }: ContractVerdict): number {
  return violations.filter(({ severity }) => severity === 'error').length;
}

/** What came of a judgement, in words. */
export function verdictWords(verdict: ContractVerdict): string {
  const { mode, policy, violations, compatible, clashingVersion } = verdict;
  const errors = countErrors(verdict);
  const warnings = violations.length - errors;
  const also = warnings ? `, and ${counted(warnings, 'warning')}` : '';
  const head = compatible
    ? `It keeps to ${mode} under the policy ${policy}${also}.`
    : `${counted(errors, 'violation')} of ${mode} under the policy ${policy}${also}${
        clashingVersion
          ? `; the newest version that clashes is ${clashingVersion}`
          : ''
      }.`;
  return `${head} ${comparedWords(verdict.comparedWith)}`;
}
