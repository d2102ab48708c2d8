import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { readFacets } from '../http/readFacets';
import { CalendarSource } from '../reviewCalendar/CalendarPublisher';
import { DrillStore } from './DrillStore';

/** A calendar with more is of use to nobody; what comes first is in it. */
const MOST_EVENTS = 1_000;

/** Tells calendars of drills that are planned. */
export function drillEvents(options: {
  store: DrillStore;
  projection: IntegrationProjection;
  appUrl: string;
}): CalendarSource {
  const { store, projection, appUrl } = options;
  return {
    async events(readable, { owners }) {
      const { drills } = await store.list(
        { states: ['planned'], ownerRefs: [...owners] },
        readable,
        { limit: MOST_EVENTS, offset: 0 },
      );
      const refs = [...new Set(drills.map(({ entityRef }) => entityRef))];
      const facets = await readFacets(projection, refs, readable);
      return drills.map(({ id, entityRef, failureModeTitle, from, to }) => {
        const integration = facets.get(entityRef);
        return {
          uid: `drill-${id}@tieline`,
          summary: `Drill: ${integration?.title ?? integration?.name ?? entityRef}`,
          description: failureModeTitle,
          url: `${appUrl}/drills?drill=${id}`,
          when: { from: new Date(from), to: new Date(to) },
        };
      });
    },
  };
}
