import { LoggerService } from '@backstage/backend-plugin-api';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { AssessmentReader } from '../../assessments/AssessmentReader';
import { AssessmentStore } from '../../assessments/AssessmentStore';
import { ActiveChecklist } from '../../checklist/ActiveChecklist';
import { DriftStore } from '../../evidence/DriftStore';
import { SourceStore } from '../../evidence/SourceStore';
import { isOverdue } from '../../findings/Finding';
import { FindingStore } from '../../findings/FindingStore';
import { PainPointReader } from '../../improvement/PainPointReader';
import { rollUp } from '../../scorecard/rollUp';
import { TallyReader } from '../../scorecard/TallyReader';
import { dayOf } from '../../waivers/Waiver';
import { WaiverStore } from '../../waivers/WaiverStore';
import { ReviewBaseline } from '../Review';
import { ReviewCadence } from '../ReviewCadence';
import { ReviewStore } from '../ReviewStore';
import { AgendaPeriod, PortfolioFacts } from './agendaFacts';
import { AgendaSources } from './AgendaSources';
import { titleOf } from './agendaWords';
import { askSource } from './askSource';
import { RollUpHistory } from '../../scorecard/RollUpHistory';

const DAY_MS = 86_400_000;
const SHOWN_PAIN_POINTS = 3;
const SHOWN_COSTS = 5;
const TOTAL = { key: 'all', title: 'All', depth: 0 };
const EVERYTHING = () => {};

interface ReaderOptions {
  logger: LoggerService;
  projection: IntegrationProjection;
  checklist: ActiveChecklist;
  tallies: TallyReader;
  history: RollUpHistory;
  painPoints: PainPointReader;
  assessments: { store: AssessmentStore; reader: AssessmentReader };
  drift: DriftStore;
  sources: SourceStore;
  waivers: WaiverStore;
  findings: FindingStore;
  reviews: ReviewStore;
  cadence: ReviewCadence;
  agendaSources: AgendaSources;
}

/** Gathers what the portfolio's agenda is written from, over everything. */
export class PortfolioFactsReader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  async read(
    period: AgendaPeriod,
    before: ReviewBaseline | undefined,
  ): Promise<PortfolioFacts> {
    const { logger, checklist, tallies, painPoints, waivers, findings } =
      this.#options;
    const { costs, regrets } = this.#options.agendaSources;
    const today = dayOf(period.now);
    const counted = await tallies.read(undefined, {}, EVERYTHING);
    const total = rollUp(TOTAL, counted, checklist.current.questionIds);
    return {
      ...period,
      integrations: total.integrations,
      questions: [...checklist.current.questions],
      answers: total.answers,
      answersThen:
        before?.portfolioAnswers ?? (await this.#readThen(period.since)),
      painPoints: (await painPoints.list(SHOWN_PAIN_POINTS, {}, EVERYTHING))
        .items,
      ...(await this.#readReviews(period.now)),
      overdueFindings: (await findings.listAllOpen()).filter(one =>
        isOverdue(one, today),
      ),
      waivers: await this.#titled(
        await waivers.listHoldingUntil(today, period.nextReviewOn),
      ),
      ownerless: await this.#readOwnerless(),
      undeclared: await this.#readUndeclared(),
      assessments: await this.#readAssessments(period.now),
      regrets:
        regrets &&
        (await askSource(logger, 'Decisions', () => regrets.openRegrets())),
      mostExpensive:
        costs &&
        (await askSource(logger, 'Cost', () =>
          costs.mostExpensive(SHOWN_COSTS),
        )),
    };
  }

  async #readThen(since: Date): Promise<PortfolioFacts['answersThen']> {
    const day = dayOf(since);
    const { points } = await this.#options.history.read(
      { groupBy: 'all' },
      { from: day, to: day },
      EVERYTHING,
    );
    return points[0]?.answers;
  }

  async #readReviews(now: Date) {
    const { projection, reviews, cadence } = this.#options;
    const integrations = await projection.listIntegrations();
    const refs = integrations.map(({ facets }) => facets.entityRef);
    const last = await reviews.lastSigned(refs);
    const days = await cadence.days(refs);
    const isLate = (entityRef: string) => {
      const review = last.get(entityRef);
      const allowedMs = (days.get(entityRef) ?? 0) * DAY_MS;
      return (
        review !== undefined &&
        (review.nextReviewOn < dayOf(now) ||
          dayOf(new Date(Date.parse(review.closedAt) + allowedMs)) < dayOf(now))
      );
    };
    return {
      overdueReviews: integrations
        .filter(({ facets }) => isLate(facets.entityRef))
        .map(({ facets }) => titleOf(facets)),
      neverReviewed: integrations
        .filter(({ facets }) => !last.has(facets.entityRef))
        .map(({ facets }) => titleOf(facets)),
    };
  }

  async #titled(found: Awaited<ReturnType<WaiverStore['listHoldingUntil']>>) {
    const { projection, checklist } = this.#options;
    const present = new Set(await projection.listIntegrationRefs());
    return found
      .filter(({ entityRef }) => present.has(entityRef))
      .map(waiver => ({
        ...waiver,
        title:
          checklist.current.items.find(({ id }) => id === waiver.checkId)
            ?.title ?? waiver.checkId,
      }));
  }

  async #readOwnerless(): Promise<string[]> {
    const { projection } = this.#options;
    const integrations = await projection.listIntegrations();
    const owners = integrations.flatMap(({ facets }) => facets.ownerRef ?? []);
    const present = await projection.resolveRefs(owners);
    return integrations
      .filter(({ facets: { ownerRef } }) => !ownerRef || !present.has(ownerRef))
      .map(({ facets }) => titleOf(facets));
  }

  async #readUndeclared(): Promise<PortfolioFacts['undeclared']> {
    const { sources, drift } = this.#options;
    const { readAt, notReadSince } = await sources.get('drift');
    return notReadSince !== undefined || readAt === undefined
      ? { outSince: notReadSince }
      : { value: await drift.sumUndeclared() };
  }

  async #readAssessments(now: Date): Promise<PortfolioFacts['assessments']> {
    const { store, reader } = this.#options.assessments;
    const latest = await store.findDoneBefore(now.toISOString());
    const detail =
      latest && (await reader.detail(latest, undefined, EVERYTHING, false));
    const other = detail?.comparedWith;
    return detail && other
      ? {
          title: detail.title,
          before: other.title,
          yesShare: detail.yesShare ?? null,
          yesShareBefore: other.yesShare,
          changes: other.changes,
        }
      : undefined;
  }
}
