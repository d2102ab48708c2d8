import { ReviewItem } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { randomUUID } from 'node:crypto';
import { ReviewBaseline, SignedReview } from '../Review';
import { AgendaPeriod } from './agendaFacts';
import { baselineOf, IntegrationFactsReader } from './IntegrationFactsReader';
import { PortfolioFactsReader } from './PortfolioFactsReader';
import { writeAgenda } from './writeAgenda';
import { writePortfolioAgenda } from './writePortfolioAgenda';

const DAY_MS = 86_400_000;
/** How far a first review looks back. */
const YEAR_DAYS = 365;

/** Writes agendas, and what the next ones compare with. */
export class AgendaWriter {
  readonly #projection: IntegrationProjection;
  readonly #integrations: IntegrationFactsReader;
  readonly #portfolio: PortfolioFactsReader;

  constructor(options: {
    projection: IntegrationProjection;
    integrations: IntegrationFactsReader;
    portfolio: PortfolioFactsReader;
  }) {
    this.#projection = options.projection;
    this.#integrations = options.integrations;
    this.#portfolio = options.portfolio;
  }

  /** Whether there is such an integration. */
  async has(entityRef: string): Promise<boolean> {
    return (await this.#projection.getFacets(entityRef)) !== undefined;
  }

  /** @param facets - of the integration; the portfolio where they are missing */
  async write(
    facets: IntegrationFacets | undefined,
    when: { now: Date; before?: SignedReview; nextReviewOn: string },
  ): Promise<{ items: ReviewItem[]; baseline: ReviewBaseline }> {
    const { now, before, nextReviewOn } = when;
    const period: AgendaPeriod = {
      now,
      since: before
        ? new Date(before.openedAt)
        : new Date(now.getTime() - YEAR_DAYS * DAY_MS),
      isFirst: before === undefined,
      nextReviewOn,
    };
    const toItem = (item: Omit<ReviewItem, 'id' | 'isOwn'>): ReviewItem => ({
      id: randomUUID(),
      ...item,
      isOwn: false,
    });
    if (!facets) {
      const facts = await this.#portfolio.read(period, before?.baseline);
      return {
        items: writePortfolioAgenda(facts).map(toItem),
        baseline: { portfolioAnswers: facts.answers },
      };
    }
    const facts = await this.#integrations.read(
      facets,
      period,
      before?.baseline,
    );
    return {
      items: writeAgenda(facts).map(toItem),
      baseline: baselineOf(facts),
    };
  }
}
