import { CHECK_RESULTS } from '@tieline/plugin-integrations-common';
import {
  CheckOutcome,
  IntegrationScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { answerQuestions } from '../checklist/answerQuestions';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { ChecklistItem } from '../checklist/Checklist';
import { ScorecardStore } from './ScorecardStore';

/** One integration's scorecard as it is stored, in the checklist's words and order. */
export class ScorecardReader {
  readonly #scorecards: ScorecardStore;
  readonly #checklist: ActiveChecklist;

  constructor(options: {
    scorecards: ScorecardStore;
    checklist: ActiveChecklist;
  }) {
    this.#scorecards = options.scorecards;
    this.#checklist = options.checklist;
  }

  /** Before the first evaluation there are neither answers nor outcomes, and nothing counts as yes. */
  async read(integration: IntegrationFacets): Promise<IntegrationScorecard> {
    const { entityRef } = integration;
    const [stored, transitions] = await Promise.all([
      this.#scorecards.read(entityRef),
      this.#scorecards.listTransitions(entityRef),
    ]);
    const items = this.#items();
    const outcomes = this.#toOutcomes(stored?.results ?? []);
    return {
      integration,
      checklistVersion:
        stored?.checklistVersion ?? this.#checklist.current.version,
      evaluatedAt: stored?.evaluatedAt,
      score: stored?.score ?? { yes: 0, applicable: 0, answers: [] },
      questions: [...this.#checklist.current.questions],
      outcomes,
      transitions: transitions.map(transition => ({
        ...transition,
        title: items.get(transition.checkId)?.title ?? transition.checkId,
      })),
    };
  }

  /**
   * The answers as they were at the end of a day, on the evidence that they had
   * then: each result as it last changed before.
   *
   * @param day - ISO 8601, in UTC
   */
  async readOn(
    integration: IntegrationFacets,
    day: string,
  ): Promise<IntegrationScorecard> {
    const results = await this.#scorecards.listResultsOn(
      integration.entityRef,
      day,
    );
    const outcomes = this.#toOutcomes(
      results.map(({ checkId, to, reason, at, evidence }) => ({
        checkId,
        result: to,
        reason,
        since: at,
        evidence,
      })),
    );
    const versions = results
      .sort((left, right) => Date.parse(left.at) - Date.parse(right.at))
      .flatMap(({ checklistVersion }) => checklistVersion ?? []);
    return {
      integration,
      on: day,
      checklistVersion: versions.at(-1) ?? this.#checklist.current.version,
      score: answerQuestions(
        outcomes.length > 0 ? this.#checklist.current.questionIds : [],
        outcomes,
      ),
      questions: [...this.#checklist.current.questions],
      outcomes,
      transitions: [],
    };
  }

  #items(): ReadonlyMap<string, ChecklistItem> {
    return new Map(this.#checklist.current.items.map(item => [item.id, item]));
  }

  /** By question, failing first, in the checklist's words. */
  #toOutcomes(
    results: ReadonlyArray<Omit<CheckOutcome, 'title' | 'questionId'>>,
  ): CheckOutcome[] {
    const items = this.#items();
    const place = new Map([...items.keys()].map((id, index) => [id, index]));
    const questionPlace = (id: string) =>
      this.#checklist.current.questionIds.indexOf(id);
    const outcomes = results.flatMap((result): CheckOutcome[] => {
      const item = items.get(result.checkId);
      return item
        ? [
            {
              ...result,
              questionId: item.question,
              title: item.title,
              attestable: item.attestable,
            },
          ]
        : [];
    });
    return outcomes.sort(
      (left, right) =>
        questionPlace(left.questionId) - questionPlace(right.questionId) ||
        CHECK_RESULTS.indexOf(left.result) -
          CHECK_RESULTS.indexOf(right.result) ||
        place.get(left.checkId)! - place.get(right.checkId)!,
    );
  }
}
