import { useRouteRef } from '@backstage/frontend-plugin-api';
import { deprecationsRouteRef } from '../../routes';

/** Where an ending lies on the page of everything that ends. */
export function useEndingHref(): (id: number) => string {
  const base = useRouteRef(deprecationsRouteRef)?.() ?? '/deprecations';
  return id => `${base}?ending=${id}`;
}
