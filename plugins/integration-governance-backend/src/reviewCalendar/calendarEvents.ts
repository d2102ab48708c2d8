import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { inBatches } from '../database';
import { StoredFinding } from '../findings/Finding';
import { FindingStore, PortfolioView } from '../findings/FindingStore';
import { PORTFOLIO } from '../reviews/Review';
import { dayOf } from '../waivers/Waiver';
import { CalendarSource } from './CalendarPublisher';
import { CalendarEvent } from './ICalendar';
import { reviewsPath } from './reviewsPath';
import { ScheduledReview } from './ScheduledReview';
import { ScheduleStore } from './ScheduleStore';

/** A calendar with more is of use to nobody; what is due first is in it. */
const MOST_EVENTS = 1_000;

/** Tells of reviews that are to be held. */
export function dueReviewEvents(options: {
  store: ScheduleStore;
  appUrl: string;
}): CalendarSource {
  const { store, appUrl } = options;
  const toEvent = (
    { entityRef, early, dueOn }: ScheduledReview,
    title: string,
    path: string,
  ): CalendarEvent => ({
    uid: `review-${entityRef.replace(/[^a-z0-9._-]/g, '-')}@tieline`,
    summary: `Review: ${title}`,
    description: early.map(({ text }) => text).join('\n') || undefined,
    url: `${appUrl}${path}`,
    when: dueOn,
  });
  return {
    async events(readable, { owners, portfolio }) {
      const { due } = await store.list({ owner: [...owners] }, readable, {
        limit: MOST_EVENTS,
        offset: 0,
        today: dayOf(new Date()),
      });
      const own =
        portfolio === 'all' && owners.length === 0
          ? (await store.read([PORTFOLIO])).get(PORTFOLIO)
          : undefined;
      return [
        ...(own ? [toEvent(own, 'all integrations', '/reviews')] : []),
        ...due.map(({ review, integration }) =>
          toEvent(
            review,
            integration.title ?? integration.name,
            reviewsPath(integration),
          ),
        ),
      ];
    },
  };
}

/** Tells of what reviews and drills found, and is to be done. */
export function findingEvents(options: {
  store: Pick<FindingStore, 'list'>;
  projection: IntegrationProjection;
  appUrl: string;
}): CalendarSource {
  const { store, projection, appUrl } = options;

  const listOpen = async (
    readable: IntegrationQuery,
    portfolio: PortfolioView,
    ownerRefs?: string[],
  ) => {
    const page = { limit: MOST_EVENTS, offset: 0, now: new Date() };
    const { findings } = await store.list(
      { states: ['open'], ownerRefs },
      readable,
      { ...page, portfolio },
    );
    return findings;
  };

  const integrationsOf = async (findings: readonly StoredFinding[]) => {
    const refs = new Set(findings.flatMap(({ entityRef }) => entityRef ?? []));
    const found = new Map<string, IntegrationFacets>();
    for (const batch of inBatches([...refs], 500)) {
      const rows: Array<{ entity_ref: string; facets: string }> =
        await projection
          .query()
          .whereIn('entity_ref', batch)
          .select('entity_ref', 'facets');
      rows.forEach(row => found.set(row.entity_ref, JSON.parse(row.facets)));
    }
    return found;
  };

  return {
    async events(readable, { owners, portfolio }) {
      const found =
        owners.length === 0
          ? await listOpen(readable, portfolio)
          : [
              ...(await listOpen(ownedBy(readable, owners), { ownerRefs: [] })),
              ...(await listOpen(readable, portfolio, [...owners])),
            ];
      const findings = [...new Map(found.map(one => [one.id, one])).values()];
      const integrations = await integrationsOf(findings);
      return findings.map(({ id, entityRef, title, dueOn, ownerRef }) => {
        const integration = entityRef ? integrations.get(entityRef) : undefined;
        return {
          uid: `finding-${id}@tieline`,
          summary: `Finding: ${title}`,
          description: [
            integration && (integration.title ?? integration.name),
            `For ${ownerRef}`,
          ]
            .filter(Boolean)
            .join('\n'),
          url: `${appUrl}${integration ? reviewsPath(integration) : '/reviews'}`,
          when: dueOn,
        };
      });
    },
  };
}

function ownedBy(
  readable: IntegrationQuery,
  owners: readonly string[],
): IntegrationQuery {
  return query => {
    readable(query);
    query.whereIn('projection_integrations.owner_ref', [...owners]);
  };
}
