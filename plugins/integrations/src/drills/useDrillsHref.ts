import { useRouteRef } from '@backstage/frontend-plugin-api';
import { drillsRouteRef } from '../routes';
import { DrillsView } from './drillsAddress';

/** What the page of drills is opened with. */
interface DrillsTarget {
  view?: DrillsView;
  /** `NAMESPACE/NAME` */
  integration?: string;
  /** The drill whose panel is open. */
  drill?: string;
}

/** Where drills are; undefined where the page is not installed. */
export function useDrillsHref(): (target?: DrillsTarget) => string | undefined {
  const drills = useRouteRef(drillsRouteRef);
  return target => {
    const search = new URLSearchParams({ ...target }).toString();
    return drills && (search ? `${drills()}?${search}` : drills());
  };
}
