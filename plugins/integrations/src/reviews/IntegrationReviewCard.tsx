import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { DueReview } from '@tieline/plugin-integrations-common/governance';
import { toIntegrationName } from '../shared/addressFilters';
import { Card } from '../shared/Frame';
import { queryClient } from '../shared/queries';
import { ErrorNotice, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { DueOn, EarlyReasons, LastReview } from './DueCells';
import { cadenceWords } from './reviewWords';
import { StartReview } from './StartReview';
import { useReviewsHref } from './useReviewHref';
import { useDueReviews, useFindings } from './useReviews';
import styles from './reviews.module.css';
import '../shared/tokens.css';

function findingsWords(open: number, overdue: number): string {
  if (!open) {
    return 'none open';
  }
  return overdue ? `${open} open, ${overdue} overdue` : `${open} open`;
}

/** How many findings are open, with the way to them. */
function OpenFindings(props: { entityRef: string; integration: string }) {
  const query = useFindings({
    integration: [props.entityRef],
    state: ['open'],
    limit: 1,
  });
  const href = useReviewsHref()({
    view: 'findings',
    integration: props.integration,
  });
  if (!query.data) {
    return <span className={shared.unmeasured}>unknown</span>;
  }
  const words = findingsWords(query.data.totalItems, query.data.overdue);
  return href ? (
    <Link
      href={href}
      standalone
      className={shared.link}
      aria-label={`Findings: ${words}`}
    >
      {words}
    </Link>
  ) : (
    <>{words}</>
  );
}

function Facts(props: { due: DueReview; entityRef: string; name: string }) {
  const { due, entityRef, name } = props;
  const now = useNow();
  return (
    <div className={`${shared.cardBody} ${styles.ofIntegration}`}>
      <dl>
        <dt>Next review</dt>
        <dd>
          <DueOn due={due} now={now} />
          <EarlyReasons due={due} now={now} />
        </dd>
        <dt>Last review</dt>
        <dd>
          <LastReview due={due} now={now} />
        </dd>
        <dt>Cadence</dt>
        <dd>{cadenceWords(due)}</dd>
        <dt>Findings</dt>
        <dd>
          <OpenFindings entityRef={entityRef} integration={name} />
        </dd>
      </dl>
      <StartReview due={due} />
    </div>
  );
}

function IntegrationReview() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const { namespace = 'default', name } = entity.metadata;
  const integration = toIntegrationName({ namespace, name });
  const query = useDueReviews({ integration: [entityRef], limit: 1 });
  const href = useReviewsHref()({ view: 'reviews', integration });
  const due = query.data?.items.find(
    item => item.integration?.entityRef === entityRef,
  );
  return (
    <div className={shared.tab}>
      <Card
        title="Review"
        end={
          href ? (
            <Link href={href} standalone className={shared.link}>
              All its reviews
            </Link>
          ) : null
        }
      >
        {query.error ? (
          <ErrorNotice what="When it is due for a review" query={query} />
        ) : null}
        {query.isPending ? <SkeletonRows rows={3} heightPx={48} /> : null}
        {due ? (
          <Facts due={due} entityRef={entityRef} name={integration} />
        ) : null}
        {query.data && !due ? (
          <p className={`${shared.cardBody} ${shared.muted}`}>
            Nothing says yet when it is due: a new integration gets its date
            soon after its registration.
          </p>
        ) : null}
      </Card>
    </div>
  );
}

/** When an integration was reviewed last, when it is next, and what is still to be done. */
export function IntegrationReviewCard() {
  return (
    <QueryClientProvider client={queryClient}>
      <IntegrationReview />
    </QueryClientProvider>
  );
}
