import { useRouteRef } from '@backstage/frontend-plugin-api';
import { decideRouteRef, decisionRouteRef, decisionsRouteRef } from '../routes';

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
export function useDecisionsHref(): string | undefined {
  return useRouteRef(decisionsRouteRef)?.();
}

/** Where one decision is; undefined where the page is not installed. */
export function useDecisionHref(): (id: string) => string | undefined {
  const decision = useRouteRef(decisionRouteRef);
  return id => decision?.({ id });
}
