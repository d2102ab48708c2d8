import { useRouteRef } from '@backstage/frontend-plugin-api';
import { decideRouteRef, decisionsRouteRef } from '../routes';

/** Where to decide, of a new integration or of one that exists; undefined where that page is not installed. */
export function useDecideHref(): (integration?: {
  namespace: string;
  name: string;
}) => string | undefined {
  const decide = useRouteRef(decideRouteRef);
  return integration => {
    if (!decide || !integration) {
      return decide?.();
    }
    const { namespace, name } = integration;
    return `${decide()}?${new URLSearchParams({ integration: `${namespace}/${name}` })}`;
  };
}

/** Where decisions are; undefined where the page is not installed. */
export function useDecisionsHref(): (
  target?: Record<string, string>,
) => string | undefined {
  const decisions = useRouteRef(decisionsRouteRef);
  return (target = {}) => {
    const search = new URLSearchParams(target).toString();
    return decisions && `${decisions()}${search && `?${search}`}`;
  };
}
