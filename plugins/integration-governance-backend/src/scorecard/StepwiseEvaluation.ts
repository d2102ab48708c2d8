import { stringifyError } from '@backstage/errors';
import {
  Answer,
  EvaluationStep,
} from '@tieline/plugin-integrations-common/governance';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { counted, listed } from '../checklist/checks/words';
import { EvidenceRefresh, RefreshedSource } from '../evidence/EvidenceRefresh';
import { EvaluationProgress, Evaluator } from './Evaluator';
import { ScorecardStore, StoredScorecard } from './ScorecardStore';

/** Is given the steps each time that one changed. */
export type StepListener = (steps: readonly EvaluationStep[]) => Promise<void>;

/** How what is kept of an integration compares with what the catalog has now. */
export type CatalogComparison = (
  entityRef: string,
) => Promise<'same' | 'newer' | 'gone'>;

/** The checklist run for one integration: evidence is read anew, then each question is answered. */
export class StepwiseEvaluation {
  readonly #checklist: ActiveChecklist;
  readonly #evaluator: Evaluator;
  readonly #scorecards: ScorecardStore;
  readonly #refresh: EvidenceRefresh;
  readonly #compare: CatalogComparison;

  constructor(options: {
    checklist: ActiveChecklist;
    evaluator: Evaluator;
    scorecards: ScorecardStore;
    refresh: EvidenceRefresh;
    compareWithCatalog: CatalogComparison;
  }) {
    this.#checklist = options.checklist;
    this.#evaluator = options.evaluator;
    this.#scorecards = options.scorecards;
    this.#refresh = options.refresh;
    this.#compare = options.compareWithCatalog;
  }

  /** The steps before the first is taken. */
  plan(): EvaluationStep[] {
    const step = (id: string, title: string): EvaluationStep => ({
      ...{ id, title },
      state: 'waiting',
    });
    return [
      step('catalog', 'What the catalog says'),
      step('telemetry', 'What telemetry shows'),
      step('contracts', 'What is known of its contracts'),
      ...this.#checklist.current.questions.map(({ id, number, title }) =>
        step(id, `${number} ${title}`),
      ),
    ];
  }

  async run(
    entityRef: string,
    onProgress: EvaluationProgress,
    tell: StepListener,
  ): Promise<void> {
    const steps = this.plan();
    // The question of contracts has the id of their source.
    const [catalog, telemetry, contracts, ...questions] = steps;
    const set = async (
      step: EvaluationStep,
      change: Partial<EvaluationStep>,
    ) => {
      Object.assign(step, change);
      await tell(steps);
    };
    try {
      await set(catalog, { state: 'running' });
      await set(catalog, await this.#lookAtCatalog(entityRef));
      await set(telemetry, { state: 'running' });
      await set(telemetry, await this.#lookAt('telemetry'));
      await set(contracts, { state: 'running' });
      await set(contracts, await this.#lookAt('contracts'));
      await set(questions[0], { state: 'running' });
      const stored = await this.#evaluate(entityRef, onProgress);
      for (const question of questions) {
        await set(
          question,
          stored
            ? this.#answered(question.id, stored)
            : { state: 'failed', detail: 'It is no longer in the catalog.' },
        );
      }
    } catch (error) {
      for (const step of steps.filter(isOpen)) {
        await set(step, {
          state: 'failed',
          detail: `It could not be done: ${stringifyError(error)}`,
        });
      }
      throw error;
    }
  }

  /** Undefined where the integration is gone. */
  async #evaluate(
    entityRef: string,
    onProgress: EvaluationProgress,
  ): Promise<StoredScorecard | undefined> {
    let isThere = false;
    await this.#evaluator.evaluate([entityRef], async changed => {
      isThere = true;
      await onProgress(changed);
    });
    return isThere ? this.#scorecards.read(entityRef) : undefined;
  }

  async #lookAtCatalog(entityRef: string): Promise<Partial<EvaluationStep>> {
    try {
      const found = await this.#compare(entityRef);
      return found === 'gone'
        ? { state: 'failed', detail: 'The catalog no longer has it.' }
        : {
            state: 'done',
            detail:
              found === 'same'
                ? 'It is as the catalog has it now.'
                : 'The catalog has it newer than it is evaluated now; that follows within seconds.',
          };
    } catch (error) {
      return {
        state: 'failed',
        detail: `The catalog does not answer; what was read before stands. ${stringifyError(error)}`,
      };
    }
  }

  async #lookAt(source: RefreshedSource): Promise<Partial<EvaluationStep>> {
    const { readAt, notReadSince } = await this.#refresh.refresh(source);
    if (readAt && !notReadSince) {
      return { state: 'done', detail: `It was read at ${inUtc(readAt)}.` };
    }
    return {
      state: 'failed',
      detail: readAt
        ? `It does not answer; what was read at ${inUtc(readAt)} stands.`
        : 'It has never answered, so what it would show is unmeasured.',
    };
  }

  #answered(
    questionId: string,
    { score, results }: StoredScorecard,
  ): Partial<EvaluationStep> {
    const answer = score.answers.find(own => own.questionId === questionId);
    const items = this.#checklist.current.items.filter(
      ({ question }) => question === questionId,
    );
    const titlesOf = (wanted: string) =>
      items
        .filter(({ id }) =>
          results.some(
            ({ checkId, result }) => checkId === id && result === wanted,
          ),
        )
        .map(({ title }) => title);
    return {
      state: 'done',
      answer,
      detail: answer ? detailOf(answer, titlesOf) : undefined,
    };
  }
}

function isOpen({ state }: EvaluationStep): boolean {
  return state === 'waiting' || state === 'running';
}

function detailOf(
  { passed, failed, unmeasured, waived, state }: Answer,
  titlesOf: (result: string) => string[],
): string {
  if (state === 'not-applicable') {
    return 'None of its checks applies.';
  }
  const all = passed + failed + unmeasured + waived;
  const parts = [
    `${passed} of ${counted(all, 'check', 'checks')} passed`,
    failed > 0 && `failed: ${listed(titlesOf('fail'))}`,
    unmeasured > 0 && `not measured: ${listed(titlesOf('unmeasured'))}`,
    waived > 0 && `waived: ${listed(titlesOf('waived'))}`,
  ];
  return `${parts.filter(Boolean).join('; ')}.`;
}

function inUtc(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
