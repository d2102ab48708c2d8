import { CHECK_RESULTS } from '@tieline/plugin-integrations-common';
import { IntegrationScorecard } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Checklist, ChecklistItem } from '../checklist/Checklist';
import { ScorecardStore } from './ScorecardStore';

/** One integration's scorecard as it is stored, in the checklist's words and order. */
export class ScorecardReader {
  readonly #scorecards: ScorecardStore;
  readonly #checklist: Checklist;

  constructor(options: { scorecards: ScorecardStore; checklist: Checklist }) {
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
    const items = new Map(this.#checklist.items.map(item => [item.id, item]));
    const outcomes = (stored?.results ?? []).flatMap(result => {
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
    const place = (item: ChecklistItem) => this.#checklist.items.indexOf(item);
    const questionPlace = (id: string) =>
      this.#checklist.questionIds.indexOf(id);
    outcomes.sort(
      (left, right) =>
        questionPlace(left.questionId) - questionPlace(right.questionId) ||
        CHECK_RESULTS.indexOf(left.result) -
          CHECK_RESULTS.indexOf(right.result) ||
        place(items.get(left.checkId)!) - place(items.get(right.checkId)!),
    );
    return {
      integration,
      checklistVersion: stored?.checklistVersion ?? this.#checklist.version,
      evaluatedAt: stored?.evaluatedAt,
      score: stored?.score ?? { yes: 0, applicable: 0, answers: [] },
      questions: [...this.#checklist.questions],
      outcomes,
      transitions: transitions.map(transition => ({
        ...transition,
        title: items.get(transition.checkId)?.title ?? transition.checkId,
      })),
    };
  }
}
