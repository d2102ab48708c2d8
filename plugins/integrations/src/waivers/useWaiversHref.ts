import { useRouteRef } from '@backstage/frontend-plugin-api';
import { waiversRouteRef } from '../routes';

/** What the page of waivers is opened with. */
interface WaiversTarget {
  /** The waiver whose panel is open. */
  waiver?: string;
  state?: string;
  /** Full entity reference. */
  integration?: string;
}

/** Where waivers are; undefined where the page is not installed. */
export function useWaiversHref(): (
  target: WaiversTarget,
) => string | undefined {
  const waivers = useRouteRef(waiversRouteRef);
  return target =>
    waivers && `${waivers()}?${new URLSearchParams({ ...target })}`;
}
