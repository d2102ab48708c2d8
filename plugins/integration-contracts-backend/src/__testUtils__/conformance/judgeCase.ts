import {
  COMPATIBILITY_MODES,
  COMPATIBILITY_POLICIES,
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import { judge } from '../../compatibility/judge';
import { ContractFormat, ContractFormatId } from '../../formats/ContractFormat';
import { contractFormats } from '../../formats/contractFormats';
import { ContractText } from '../../text/ContractText';
import { Json } from '../../text/Json';

/** One case of another project's test suite, of the fields that matter here. */
export interface ConformanceCase {
  id: string;
  format: string;
  /** A value, or a text. */
  old: Json;
  new: Json;
  mode?: string;
  expectedCompatible?: boolean | null;
  /** Older versions, oldest first. */
  history?: Json[];
  needsOptions?: unknown;
  policy?: string;
  quirk?: unknown;
}

export type CaseResult =
  | { outcome: 'skipped'; reason: 'format' | 'no verdict' | 'options' }
  | { outcome: 'agree' | 'missed' | 'falseAlarm'; detail?: string };

/** Judges a case and compares the verdict with the expected one. */
export function judgeCase(one: ConformanceCase): CaseResult {
  const format = contractFormats.get(one.format as ContractFormatId);
  if (!format) {
    return { outcome: 'skipped', reason: 'format' };
  }
  if (typeof one.expectedCompatible !== 'boolean') {
    return { outcome: 'skipped', reason: 'no verdict' };
  }
  if (one.needsOptions || one.quirk) {
    return { outcome: 'skipped', reason: 'options' };
  }
  const mode = COMPATIBILITY_MODES.find(known => known === one.mode);
  const policy = COMPATIBILITY_POLICIES.find(known => known === one.policy);
  const wrong = one.expectedCompatible ? 'falseAlarm' : 'missed';
  try {
    const verdict = verdictOf(
      format,
      one,
      mode ?? 'BACKWARD',
      policy ?? 'semantic',
    );
    if (verdict.compatible === one.expectedCompatible) {
      return { outcome: 'agree' };
    }
    const rules = verdict.violations.map(({ ruleId }) => ruleId);
    return { outcome: wrong, detail: rules.join(', ') || 'compatible' };
  } catch (error) {
    // What could not be judged agrees with nothing.
    return { outcome: wrong, detail: String(error) };
  }
}

function verdictOf(
  format: ContractFormat,
  one: ConformanceCase,
  mode: CompatibilityMode,
  policy: CompatibilityPolicy,
) {
  // A text that is given as such may be YAML.
  const read = (content: Json) =>
    format.read(
      typeof content === 'string'
        ? new ContractText(content)
        : ContractText.of(content),
    );
  const earlier = [...(one.history ?? []), one.old];
  return judge(
    format.compare,
    mode,
    policy,
    earlier.map((content, at) => ({
      version: `${at + 1}`,
      content: read(content),
    })),
    read(one.new),
  );
}
