import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { Violation } from '../../compatibility/Violation';
import { Rule, TABLE_RULES, TableRuleId } from './rules';

/** Collects what of a writer's files a reader can't take, under one policy. */
export class Findings {
  readonly list: Violation[] = [];

  constructor(readonly policy: CompatibilityPolicy) {}

  add(
    ruleId: TableRuleId,
    writerPointer: string,
    readerPointer: string,
    message: string,
  ): void {
    const { severity, advice }: Rule = TABLE_RULES[ruleId];
    const weight = severity[this.policy];
    if (weight) {
      this.list.push({
        ruleId,
        severity: weight,
        writerPointer,
        readerPointer,
        message,
        advice,
      });
    }
  }
}
