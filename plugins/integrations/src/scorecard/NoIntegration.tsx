import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { integrationsRouteRef } from '../routes';
import sharedStyles from '../shared/shared.module.css';

/** What stands in the scorecard's place while there is nothing to judge. */
export function NoIntegration() {
  const integrations = useRouteRef(integrationsRouteRef);
  return (
    <section className={`${sharedStyles.card} ${sharedStyles.empty}`}>
      <h2>No integration yet</h2>
      <p>
        An integration is judged as soon as the catalog knows it. The first step
        is to describe one in a file and to register it.
      </p>
      {integrations ? (
        <ButtonLink href={integrations()} variant="primary">
          How to add the first
        </ButtonLink>
      ) : null}
    </section>
  );
}
