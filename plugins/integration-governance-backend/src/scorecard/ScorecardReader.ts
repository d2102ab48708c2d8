import { CHECK_RESULTS } from '@tieline/plugin-integrations-common';
import {
  CheckOutcome,
  IntegrationScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { answerQuestions } from '../checklist/answerQuestions';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { Checklist } from '../checklist/Checklist';
import { ChecklistLibrary } from '../checklist/versions/ChecklistLibrary';
import { ChecklistVersionStore } from '../checklist/versions/ChecklistVersionStore';
import { ScorecardStore } from './ScorecardStore';

/**
 * One integration's scorecard as it is stored, in the words and the order of
 * the checklist that each result was judged by.
 */
export class ScorecardReader {
  readonly #scorecards: ScorecardStore;
  readonly #checklist: ActiveChecklist;
  readonly #library: ChecklistLibrary;
  readonly #versions: ChecklistVersionStore;

  constructor(options: {
    scorecards: ScorecardStore;
    checklist: ActiveChecklist;
    library: ChecklistLibrary;
    versions: ChecklistVersionStore;
  }) {
    this.#scorecards = options.scorecards;
    this.#checklist = options.checklist;
    this.#library = options.library;
    this.#versions = options.versions;
  }

  /** Before the first evaluation there are neither answers nor outcomes, and nothing counts as yes. */
  async read(integration: IntegrationFacets): Promise<IntegrationScorecard> {
    const { entityRef } = integration;
    const [stored, transitions] = await Promise.all([
      this.#scorecards.read(entityRef),
      this.#scorecards.listTransitions(entityRef),
    ]);
    // For a moment after an activation it is still the one from before.
    const checklist = await this.#judgedBy(stored?.checklistVersion);
    const titleOf = await this.#titles(
      transitions.map(({ checklistVersion }) => checklistVersion),
    );
    return {
      integration,
      checklistVersion: checklist.version,
      evaluatedAt: stored?.evaluatedAt,
      score: stored?.score ?? { yes: 0, applicable: 0, answers: [] },
      questions: [...checklist.questions],
      outcomes: toOutcomes(checklist, stored?.results ?? []),
      transitions: transitions.map(({ checklistVersion, ...transition }) => ({
        ...transition,
        title: titleOf(transition.checkId, checklistVersion),
      })),
    };
  }

  /**
   * The answers as they were at the end of a day, by the checklist that counted
   * then and on the evidence that they had: each result as it last changed
   * before.
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
    const checklist = await this.#judgedBy(await this.#versions.nameOn(day));
    const outcomes = toOutcomes(
      checklist,
      results.map(({ checkId, to, reason, at, evidence }) => ({
        checkId,
        result: to,
        reason,
        since: at,
        evidence,
      })),
    );
    return {
      integration,
      on: day,
      checklistVersion: checklist.version,
      score: answerQuestions(
        outcomes.length > 0 ? checklist.questionIds : [],
        outcomes,
      ),
      questions: [...checklist.questions],
      outcomes,
      transitions: [],
    };
  }

  async #judgedBy(version: string | undefined): Promise<Checklist> {
    return (
      (version === undefined ? undefined : await this.#library.find(version)) ??
      this.#checklist.current
    );
  }

  /** A check's title in a version; in the one that counts where that one is not known. */
  async #titles(
    versions: ReadonlyArray<string | undefined>,
  ): Promise<(checkId: string, version: string | undefined) => string> {
    const titles = new Map<string | undefined, ReadonlyMap<string, string>>();
    for (const version of new Set(versions)) {
      const { items } = await this.#judgedBy(version);
      titles.set(version, new Map(items.map(({ id, title }) => [id, title])));
    }
    return (checkId, version) => titles.get(version)?.get(checkId) ?? checkId;
  }
}

/** By question, failing first, in the checklist's words. */
function toOutcomes(
  { items, questionIds }: Checklist,
  results: ReadonlyArray<Omit<CheckOutcome, 'title' | 'questionId'>>,
): CheckOutcome[] {
  const known = new Map(items.map(item => [item.id, item]));
  const place = new Map(items.map(({ id }, index) => [id, index]));
  const outcomes = results.flatMap((result): CheckOutcome[] => {
    const item = known.get(result.checkId);
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
      questionIds.indexOf(left.questionId) -
        questionIds.indexOf(right.questionId) ||
      CHECK_RESULTS.indexOf(left.result) -
        CHECK_RESULTS.indexOf(right.result) ||
      place.get(left.checkId)! - place.get(right.checkId)!,
  );
}
