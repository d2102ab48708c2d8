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

/** The checklist run for one integration: evidence is read anew, then each question is answered. */
export class StepwiseEvaluation {
  readonly #checklist: ActiveChecklist;
  readonly #evaluator: Evaluator;
  readonly #scorecards: ScorecardStore;
  readonly #refresh: EvidenceRefresh;
  readonly #readCatalog: () => Promise<void>;

  constructor(options: {
    checklist: ActiveChecklist;
    evaluator: Evaluator;
    scorecards: ScorecardStore;
    refresh: EvidenceRefresh;
    /** Brings what is kept of the catalog up to date. */
    readCatalog: () => Promise<void>;
  }) {
    this.#checklist = options.checklist;
    this.#evaluator = options.evaluator;
    this.#scorecards = options.scorecards;
    this.#refresh = options.refresh;
    this.#readCatalog = options.readCatalog;
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
    const set = async (id: string, change: Partial<EvaluationStep>) => {
      Object.assign(steps.find(step => step.id === id)!, change);
      await tell(steps);
    };
    await set('catalog', { state: 'running' });
    await set('catalog', await this.#lookAtCatalog());
    for (const source of ['telemetry', 'contracts'] as const) {
      await set(source, { state: 'running' });
      await set(source, await this.#lookAt(source));
    }
    const questions = steps.slice(3);
    await set(questions[0].id, { state: 'running' });
    let isThere = false;
    await this.#evaluator.evaluate([entityRef], async changed => {
      isThere = true;
      await onProgress(changed);
    });
    const stored = isThere ? await this.#scorecards.read(entityRef) : undefined;
    for (const { id } of questions) {
      await set(
        id,
        stored
          ? this.#answered(id, stored)
          : { state: 'failed', detail: 'It is no longer in the catalog.' },
      );
    }
  }

  async #lookAtCatalog(): Promise<Partial<EvaluationStep>> {
    try {
      await this.#readCatalog();
      return { state: 'done', detail: 'It was read just now.' };
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
