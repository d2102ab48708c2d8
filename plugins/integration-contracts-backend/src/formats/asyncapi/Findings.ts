import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { Violation } from '../../compatibility/Violation';
import { AsyncApiDocument } from './AsyncApiDocument';
import { ASYNC_API_RULES, AsyncApiRuleId, Rule } from './rules';

/** Collects what clashes between two documents, under one policy. The same clash is told once. */
export class Findings {
  readonly #list = new Map<string, Violation>();

  constructor(
    readonly old: AsyncApiDocument,
    readonly next: AsyncApiDocument,
    readonly policy: CompatibilityPolicy,
  ) {}

  get list(): Violation[] {
    return [...this.#list.values()];
  }

  /** @param message - a sentence that says where, and what */
  add(
    ruleId: AsyncApiRuleId,
    oldPointer: string,
    newPointer: string,
    message: string,
  ): void {
    const { severity, advice }: Rule = ASYNC_API_RULES[ruleId];
    const weight = severity[this.policy];
    if (weight) {
      this.take({
        ruleId,
        severity: weight,
        writerPointer: oldPointer,
        readerPointer: newPointer,
        message,
        advice,
      });
    }
  }

  take(violation: Violation): void {
    const placed = {
      ...violation,
      writerPointer: this.old.originOf(violation.writerPointer),
      readerPointer: this.next.originOf(violation.readerPointer),
    };
    const key = [
      placed.ruleId,
      placed.writerPointer,
      placed.readerPointer,
      placed.message,
    ].join(' ');
    if (!this.#list.has(key)) {
      this.#list.set(key, placed);
    }
  }
}
