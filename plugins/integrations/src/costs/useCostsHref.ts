import { useRouteRef } from '@backstage/frontend-plugin-api';
import { costsRouteRef } from '../routes';

/** Where costs are; undefined where the page is not installed. */
export function useCostsHref(): (
  target?: Record<string, string>,
) => string | undefined {
  const costs = useRouteRef(costsRouteRef);
  return (target = {}) => {
    const search = new URLSearchParams(target).toString();
    return costs && `${costs()}${search && `?${search}`}`;
  };
}
