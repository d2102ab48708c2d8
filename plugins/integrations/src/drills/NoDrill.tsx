import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { integrationsRouteRef } from '../routes';
import { integrationOf } from '../shared/addressFilters';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { DrillsView, isFiltered, NO_FILTERS } from './drillsAddress';
import { PlanDrill } from './PlanDrill';

const EMPTY: Record<DrillsView, { title: string; first: string }> = {
  next: {
    title: 'Nothing to drill next',
    first:
      'Every failure of every integration in production is planned, or there is no such integration yet: register one, and how it can fail is suggested here.',
  },
  drills: {
    title: 'No drill yet',
    first:
      'Plan the first one: choose an integration, a failure and an hour in which its alarms tell nobody. A fault test that a pipeline pushes is listed here, too.',
  },
  'failure-modes': {
    title: 'No failure mode',
    first:
      'All of them are left out by integrationGovernance.failureModes in this portal’s configuration: take that out, or add your own there.',
  },
};

function FirstStep(props: { view: DrillsView }) {
  const integrations = useRouteRef(integrationsRouteRef);
  if (props.view === 'drills') {
    return <PlanDrill label="the first" />;
  }
  return props.view === 'next' && integrations ? (
    <ButtonLink
      href={integrations()}
      variant="secondary"
      className={shared.outlined}
    >
      Open the integrations
    </ButtonLink>
  ) : null;
}

/** What stands where a view has no rows: how to get the first. */
export function NoDrill(props: { view: DrillsView; address: Address }) {
  const { view, address } = props;
  const { title, first } = EMPTY[view];
  const integration = address.values.get('integration');
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      {isFiltered(address.values) ? (
        <>
          <p>Nothing fits these filters.</p>
          <div className={shared.actions}>
            {view === 'drills' && integration ? (
              <PlanDrill
                entityRef={integrationOf(address.values)}
                label={`of ${integration}`}
              />
            ) : null}
            <Button
              variant="secondary"
              className={shared.outlined}
              onPress={() => address.change(NO_FILTERS)}
            >
              Clear filters
            </Button>
          </div>
        </>
      ) : (
        <>
          <h2>{title}</h2>
          <p>{first}</p>
          <FirstStep view={view} />
        </>
      )}
    </section>
  );
}
