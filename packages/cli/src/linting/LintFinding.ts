import { LintRuleId } from './lintRules';

/** A finding before it has a place: lines are known to the YAML document only. */
export interface LintFinding {
  ruleId: LintRuleId;
  level: 'error' | 'warning';
  /** Such as `['spec', 'endpoints', 0, 'protocol']`. */
  path: Array<string | number>;
  message: string;
}
