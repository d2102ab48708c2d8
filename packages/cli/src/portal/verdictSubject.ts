import { ContractText } from '@tieline/plugin-integration-contracts-backend/judgement';
import {
  ContractVerdict,
  ContractViolation,
} from '@tieline/plugin-integrations-common/contracts';
import { Finding, Place, Subject } from '../report/Report';

/** A portal's verdict on a file, as it is reported. */
export function verdictSubject(
  verdict: ContractVerdict,
  name: string,
  { file, text }: { file: string; text: string },
): Subject {
  const { mode, policy, format, comparedWith, compatible } = verdict;
  const placeOf = newPlaceFinder(file, text);
  return {
    name: file,
    summary: summaryOf(verdict, name),
    findings: verdict.violations.map((violation): Finding => ({
      ruleId: violation.ruleId,
      level: violation.severity,
      message: violation.message,
      advice: violation.advice,
      place: placeOf(violation),
      pointer: violation.newPointer,
      earlier: {
        file: name,
        revision: violation.version,
        ...violation.oldPlace,
        pointer: violation.oldPointer,
      },
      version: violation.version,
      direction: violation.direction,
      consumers: violation.consumers,
    })),
    judged: { format, mode, policy, comparedWith },
    consumers: compatible
      ? []
      : (verdict.consumers ?? []).map(({ integrationRef, ownerRef, data }) => ({
          integrationRef,
          ownerRef,
          data,
        })),
  };
}

function summaryOf(verdict: ContractVerdict, name: string): string {
  const { compatible, mode, policy, comparedWith, clashingVersion } = verdict;
  if (comparedWith.length === 0) {
    return mode === 'NONE'
      ? `is not judged: the mode of ${name} is NONE`
      : `is the first version of ${name}: nothing to compare with`;
  }
  const version = clashingVersion ?? comparedWith[0];
  return `${compatible ? 'may follow' : 'breaks'} ${version} of ${name} under ${mode}, ${policy}`;
}

/** The portal's own place; where it gave none, where the pointer is in the text. */
function newPlaceFinder(file: string, text: string) {
  const content = new ContractText(text);
  return ({ newPlace, newPointer }: ContractViolation): Place => {
    try {
      return { file, ...(newPlace ?? content.locate(newPointer)) };
    } catch {
      // Formats of the portal that are neither JSON nor YAML.
      return { file };
    }
  };
}
