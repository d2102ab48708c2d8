import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { integrationsRouteRef } from '../routes';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { isFiltered, NO_FILTERS, ReviewsView } from './reviewsAddress';

const EMPTY: Record<ReviewsView, { title: string; first: string }> = {
  due: {
    title: 'Nothing to review yet',
    first:
      'Register an integration: it is due for a review as often as its criticality asks for.',
  },
  reviews: {
    title: 'No review yet',
    first:
      'Open “Due” and press “Start review…” beside what is overdue: its agenda is written from what changed.',
  },
  findings: {
    title: 'No finding yet',
    first:
      'Press “Finding…” beside an item of a review’s agenda: it gets an owner and a date, and is shown here until it is done.',
  },
};

/** What stands where a view has no rows: how to get the first. */
export function NothingHere(props: { view: ReviewsView; address: Address }) {
  const { view, address } = props;
  const integrations = useRouteRef(integrationsRouteRef);
  const { title, first } = EMPTY[view];
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      {isFiltered(address.values) ? (
        <>
          <p>Nothing fits these filters.</p>
          <Button
            variant="secondary"
            className={shared.outlined}
            onPress={() => address.change(NO_FILTERS)}
          >
            Clear filters
          </Button>
        </>
      ) : (
        <>
          <h2>{title}</h2>
          <p>{first}</p>
          {view === 'due' && integrations ? (
            <ButtonLink
              href={integrations()}
              variant="secondary"
              className={shared.outlined}
            >
              Open the integrations
            </ButtonLink>
          ) : null}
          {view === 'due' ? null : (
            <Button
              variant="secondary"
              className={shared.outlined}
              onPress={() => address.change({ view: undefined })}
            >
              Show what is due
            </Button>
          )}
        </>
      )}
    </section>
  );
}
