import { InputError, NotFoundError } from '@backstage/errors';
import {
  Assessment,
  AssessmentChange,
  AssessmentDetail,
  AssessmentRow,
  PainPoint,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import {
  GroupedTally,
  groupIntegrations,
} from '../scorecard/groupIntegrations';
import { NO_VALUE } from '../scorecard/integrationFilter';
import { rollUp, weightOf, yesShareOf } from '../scorecard/rollUp';
import { StoredAssessment } from './Assessment';
import { AssessmentStore } from './AssessmentStore';
import {
  compareAssessments,
  ComparedRow,
  LightRow,
} from './compareAssessments';
import { FrozenRowReader } from './FrozenRowReader';
import { painPointsOf } from './painPointsOf';

const SHOWN_PAIN_POINTS = 3;
const SHOWN_INTEGRATIONS = 20;

const TOTAL = { key: 'all', title: 'All integrations', depth: 0 };

/** What needs somebody comes first. */
const changeOrder: AssessmentChange[] = [
  'worse',
  'changed',
  'new',
  'gone',
  'better',
  'same',
];

/** Which rows of an assessment are shown. */
export interface AssessmentRowFilter {
  changes?: AssessmentChange[];
  /** `none` stands for integrations without. */
  ownerRefs?: string[];
}

/** Shows assessments over what somebody may read, and compares them. */
export class AssessmentReader {
  readonly #store: AssessmentStore;
  readonly #rows: FrozenRowReader;
  readonly #surroundings: SurroundingsCache;

  constructor(options: {
    store: AssessmentStore;
    rows: FrozenRowReader;
    surroundings: SurroundingsCache;
  }) {
    this.#store = options.store;
    this.#rows = options.rows;
    this.#surroundings = options.surroundings;
  }

  async summary(
    assessment: StoredAssessment,
    readable: IntegrationQuery,
    mayRun: boolean,
  ): Promise<Assessment> {
    const tallies = await this.#tallies(assessment, readable);
    return toWire(assessment, tallies, mayRun);
  }

  /**
   * @param compareWith - the id of another; the finished one before where it is missing
   * @throws NotFoundError or InputError where it can't be compared with
   */
  async detail(
    assessment: StoredAssessment,
    compareWith: string | undefined,
    readable: IntegrationQuery,
    mayRun: boolean,
  ): Promise<AssessmentDetail> {
    const other = await this.#other(assessment, compareWith);
    const tallies = await this.#tallies(assessment, readable);
    const { questions } = assessment.checklist;
    const questionIds = questions.map(({ id }) => id);
    const shown = {
      ...toWire(assessment, tallies, mayRun),
      questions,
    };
    if (!tallies) {
      return { ...shown, answers: [], teams: [] };
    }
    const rows = await this.#rows.light(assessment.id, readable);
    return {
      ...shown,
      answers: rollUp(TOTAL, tallies, questionIds).answers,
      teams: groupIntegrations(
        'team',
        tallies,
        await this.#surroundings.get(),
        questionIds,
      ),
      painPoints: await this.#painPoints(assessment, rows),
      comparedWith:
        other && (await this.#comparison(assessment, other, rows, readable)),
    };
  }

  /** Needing somebody first, then worst first. */
  async rows(
    assessment: StoredAssessment,
    compareWith: string | undefined,
    filter: AssessmentRowFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number },
  ): Promise<{ rows: AssessmentRow[]; total: number }> {
    const other = await this.#other(assessment, compareWith);
    const compared = compareAssessments(
      {
        checklist: assessment.checklist,
        rows: await this.#rows.light(assessment.id, readable),
      },
      other && {
        checklist: other.checklist,
        rows: await this.#rows.light(other.id, readable),
      },
    );
    const matching = compared
      .filter(one => matches(one, filter))
      .sort(compareRows);
    const shown = matching.slice(page.offset, page.offset + page.limit);
    const refs = shown.map(({ row }) => row.entityRef);
    const now = await this.#rows.whole(assessment, refs);
    const before = other && (await this.#rows.whole(other, refs));
    return {
      total: matching.length,
      rows: shown.map(({ row, change, changes }): AssessmentRow => {
        const frozen = now.get(row.entityRef);
        const then = before?.get(row.entityRef);
        return {
          integration: (frozen ?? then)!.integration,
          score: frozen?.score,
          before: then?.score,
          change,
          changes,
        };
      }),
    };
  }

  async #tallies(
    { id, state }: StoredAssessment,
    readable: IntegrationQuery,
  ): Promise<GroupedTally[] | undefined> {
    // Half of it would look like the whole.
    return state === 'done' ? this.#rows.tallies(id, readable) : undefined;
  }

  async #other(
    assessment: StoredAssessment,
    compareWith: string | undefined,
  ): Promise<StoredAssessment | undefined> {
    if (compareWith === undefined) {
      return this.#store.findDoneBefore(assessment.startedAt);
    }
    if (compareWith === assessment.id) {
      throw new InputError('compareWith names the assessment itself.');
    }
    const other = await this.#store.find(compareWith);
    if (!other) {
      throw new NotFoundError(
        `compareWith: there is no assessment ${compareWith}.`,
      );
    }
    if (other.state !== 'done') {
      throw new InputError(
        `compareWith: “${other.title}” is ${other.state}; only one that is done can be compared with.`,
      );
    }
    return other;
  }

  async #comparison(
    assessment: StoredAssessment,
    other: StoredAssessment,
    rows: readonly LightRow[],
    readable: IntegrationQuery,
  ): Promise<AssessmentDetail['comparedWith']> {
    const { checklist } = other;
    const before = await this.#rows.light(other.id, readable);
    const changes: Partial<Record<AssessmentChange, number>> = {};
    for (const { change } of compareAssessments(
      { checklist: assessment.checklist, rows },
      { checklist, rows: before },
    )) {
      changes[change] = (changes[change] ?? 0) + 1;
    }
    const tallies = await this.#rows.tallies(other.id, readable);
    return {
      id: other.id,
      title: other.title,
      frozenAt: other.frozenAt,
      checklistVersion: checklist.version,
      answers: rollUp(
        TOTAL,
        tallies,
        checklist.questions.map(({ id }) => id),
      ).answers,
      yesShare: yesShareOf(tallies),
      changes: changes as Record<string, number>,
    };
  }

  async #painPoints(
    assessment: StoredAssessment,
    rows: readonly LightRow[],
  ): Promise<PainPoint[]> {
    const worst = painPointsOf(assessment.checklist, rows).slice(
      0,
      SHOWN_PAIN_POINTS,
    );
    const frozen = await this.#rows.whole(
      assessment,
      worst.flatMap(point =>
        point.rows.slice(0, SHOWN_INTEGRATIONS).map(({ row }) => row.entityRef),
      ),
    );
    return worst.map(({ rows: inside, ...point }): PainPoint => {
      const first = inside.slice(0, SHOWN_INTEGRATIONS);
      return {
        ...point,
        nextStep: first
          .flatMap(({ row }) => frozen.get(row.entityRef)!.outcomes)
          .find(one => one.checkId === point.checkId && one.nextStep)?.nextStep,
        integrations: first.map(({ row, result }) => ({
          integration: frozen.get(row.entityRef)!.integration,
          result,
          throughputPerMinute: row.throughputPerMinute,
        })),
      };
    });
  }
}

function toWire(
  { checklist, ...assessment }: StoredAssessment,
  tallies: readonly GroupedTally[] | undefined,
  mayRun: boolean,
): Assessment {
  return {
    ...assessment,
    checklistVersion: checklist.version,
    integrations: tallies?.reduce((sum, { count }) => sum + count, 0),
    yesShare: tallies && yesShareOf(tallies),
    mayRun,
  };
}

function matches(
  { row, change }: ComparedRow,
  { changes, ownerRefs }: AssessmentRowFilter,
): boolean {
  return (
    (!changes || changes.length === 0 || changes.includes(change)) &&
    (!ownerRefs ||
      ownerRefs.length === 0 ||
      ownerRefs.includes(row.ownerRef ?? NO_VALUE))
  );
}

function compareRows(left: ComparedRow, right: ComparedRow): number {
  const share = ({ row: { criticality, states } }: ComparedRow) =>
    yesShareOf([{ criticality, states, count: 1 }]) ?? 0;
  return (
    changeOrder.indexOf(left.change) - changeOrder.indexOf(right.change) ||
    share(left) - share(right) ||
    weightOf(right.row.criticality) - weightOf(left.row.criticality) ||
    left.row.name.localeCompare(right.row.name) ||
    left.row.entityRef.localeCompare(right.row.entityRef)
  );
}
