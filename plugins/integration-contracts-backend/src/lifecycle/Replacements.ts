import { InputError, isError } from '@backstage/errors';
import { Replacement } from '@tieline/plugin-integrations-common/contracts';
import { HealthDetail } from '@tieline/plugin-integrations-common/telemetry';
import { FlowStore } from '../consumers/FlowStore';
import { TelemetryReader } from './consumers/TelemetryReader';
import { EndingStore } from './EndingStore';
import { EndingSubjects, Subject } from './EndingSubjects';
import { ReplacementFacts, ReplacementObjective } from './judgeRetirement';

/** Longer than any chain of replacements that somebody means. */
const LONGEST_CHAIN = 50;

/** Objectives are looked at for as many integrations of a replacement. */
const MOST_INTEGRATIONS = 50;

/** Knows what replaces what, and how that does. */
export class Replacements {
  readonly #subjects: EndingSubjects;
  readonly #store: EndingStore;
  readonly #flows: FlowStore;
  readonly #telemetry: TelemetryReader;

  constructor(options: {
    subjects: EndingSubjects;
    store: EndingStore;
    flows: FlowStore;
    telemetry: TelemetryReader;
  }) {
    this.#subjects = options.subjects;
    this.#store = options.store;
    this.#flows = options.flows;
    this.#telemetry = options.telemetry;
  }

  /**
   * Whether a replacement can be one.
   *
   * @throws InputError where it is itself ending, the same thing, or replaced by it in the end
   */
  async check(
    subject: Subject,
    replacement: Replacement | undefined,
  ): Promise<void> {
    const found = await this.#find(replacement);
    if (found) {
      const problem = await this.#problemOf(subject, found);
      if (problem) {
        throw new InputError(`replacement: ${problem}`);
      }
    }
  }

  /** For people; empty where nothing is named. */
  async titleOf(replacement: Replacement | undefined): Promise<string> {
    if (!replacement) {
      return '';
    }
    switch (replacement.kind) {
      case 'none':
        return 'none';
      case 'other':
        return replacement.text ?? '';
      default:
        try {
          return (await this.#find(replacement))?.title ?? '';
        } catch {
          return replacement.version ?? replacement.integrationRef ?? '';
        }
    }
  }

  /** What retirement is judged by. */
  async read(
    subject: Subject,
    replacement: Replacement | undefined,
  ): Promise<ReplacementFacts> {
    if (!replacement) {
      return { kind: 'missing' };
    }
    if (replacement.kind === 'none') {
      return { kind: 'none', reason: replacement.reason ?? '' };
    }
    if (replacement.kind === 'other') {
      return { kind: 'outside', text: replacement.text ?? '' };
    }
    let found: Subject | undefined;
    try {
      found = await this.#find(replacement);
    } catch (error) {
      return {
        kind: 'known',
        title: await this.titleOf(replacement),
        problem: isError(error) ? error.message : String(error),
        objectives: [],
      };
    }
    const { title } = found!;
    const problem = await this.#problemOf(subject, found!);
    if (problem) {
      return { kind: 'known', title, problem, objectives: [] };
    }
    try {
      const objectives = await this.#objectivesOf(found!);
      return { kind: 'known', title, objectives };
    } catch (error) {
      return {
        kind: 'known',
        title,
        objectives: [],
        healthProblem: `Telemetry did not answer: ${error}`,
      };
    }
  }

  /** Titles of what has not ended yet and is to be replaced by this. */
  async listReplaced(subject: Subject): Promise<string[]> {
    const open = await this.#store.listOpen();
    const titles: string[] = [];
    for (const ending of open) {
      const named = await this.#find(ending.replacement).catch(() => undefined);
      if (
        named?.openKey === subject.openKey &&
        ending.row.open_key !== subject.openKey
      ) {
        titles.push(ending.row.title);
      }
    }
    return titles;
  }

  async #find(
    replacement: Replacement | undefined,
  ): Promise<Subject | undefined> {
    if (replacement?.kind === 'version') {
      const { contract, version } = replacement;
      return this.#subjects.find({ kind: 'version', contract, version });
    }
    if (replacement?.kind === 'integration') {
      const { integrationRef } = replacement;
      return this.#subjects.find({ kind: 'integration', integrationRef });
    }
    return undefined;
  }

  /** Why something can't replace a subject. */
  async #problemOf(
    subject: Subject,
    replacement: Subject,
  ): Promise<string | undefined> {
    if (replacement.openKey === subject.openKey) {
      return `${replacement.title} can’t replace itself. Name another one.`;
    }
    const chain = [replacement.title];
    let next: Subject | undefined = replacement;
    for (let step = 0; next && step < LONGEST_CHAIN; step += 1) {
      const ending = await this.#store.findOpen(next.openKey);
      next =
        ending && (await this.#find(ending.replacement).catch(() => undefined));
      if (next) {
        chain.push(next.title);
      }
      if (next?.openKey === subject.openKey) {
        return `these replace each other in a circle: ${subject.title} → ${chain.join(' → ')}. Name one that stays.`;
      }
    }
    const ending = await this.#store.findOpen(replacement.openKey);
    if (ending) {
      return `${replacement.title} is itself announced to end. Name what stays${chain.length > 1 ? `, such as ${chain.at(-1)}` : ''}.`;
    }
    if (
      replacement.kind === 'version' &&
      replacement.version.state !== 'active'
    ) {
      return `${replacement.title} is ${replacement.version.state}. Name a version that is active.`;
    }
    if (
      replacement.kind === 'integration' &&
      ['deprecated', 'retired'].includes(
        replacement.integration.facets.lifecycle ?? '',
      )
    ) {
      return `${replacement.title} is ${replacement.integration.facets.lifecycle}. Name one that stays.`;
    }
    return undefined;
  }

  /** What the integrations that carry it have promised, and whether they keep it. */
  async #objectivesOf(replacement: Subject): Promise<ReplacementObjective[]> {
    const refs =
      replacement.kind === 'integration'
        ? [replacement.integration.facets.entityRef]
        : await this.#integrationsOn(replacement);
    const objectives: ReplacementObjective[] = [];
    for (const ref of refs.slice(0, MOST_INTEGRATIONS)) {
      const health = await this.#telemetry.readHealth(ref);
      objectives.push(...objectivesOf(health));
    }
    return objectives;
  }

  async #integrationsOn(
    replacement: Extract<Subject, { kind: 'version' }>,
  ): Promise<string[]> {
    const flows = await this.#flows.listOfContract(
      replacement.contract.id,
      () => {},
    );
    return [...new Set(flows.map(({ integrationRef }) => integrationRef))];
  }
}

function objectivesOf({
  integration,
  objectives = [],
}: HealthDetail): ReplacementObjective[] {
  const name = integration.title ?? integration.name;
  return objectives.map(
    ({ indicator, target, window, state, value, explanation }) => {
      const kept = typeof value === 'number' ? rounded(value) : undefined;
      return {
        title: `${indicator} of ${name}`,
        state,
        detail: [
          kept === undefined
            ? `${target} % over ${window} was promised.`
            : `${kept} % of ${target} % promised over ${window}.`,
          state === 'met' ? undefined : explanation,
        ]
          .filter(Boolean)
          .join(' '),
      };
    },
  );
}

function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}
