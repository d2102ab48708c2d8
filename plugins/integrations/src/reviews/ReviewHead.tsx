import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { Fragment, ReactNode } from 'react';
import { Publisher } from '../contracts/Publisher';
import { formatDate } from '../shared/days';
import { IntegrationLink } from '../shared/EntityLink';
import { formatInstant, formatMinute, formatMoment } from '../shared/format';
import { Owner } from '../shared/Owner';
import shared from '../shared/shared.module.css';
import { ReviewStateLabel } from './ReviewStateLabel';
import styles from './reviews.module.css';

function At(props: { at: string; now: Date }) {
  const { at, now } = props;
  return (
    <time dateTime={at} title={formatInstant(at)}>
      {formatMoment(at, now)}
    </time>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

/** What was reviewed, since when, how far it is, and who takes part. */
export function ReviewFacts(props: { review: ReviewDetail; now: Date }) {
  const { review, now } = props;
  const { integration, people, since, signedAt, note } = review;
  return (
    <section aria-label="Facts" className={`${shared.card} ${styles.facts}`}>
      <ReviewStateLabel state={review.state} />
      <dl>
        <Fact term="Of">
          {integration ? (
            <>
              <IntegrationLink
                integration={integration}
                className={shared.link}
              />
              , <Owner ownerRef={integration.ownerRef} />,{' '}
              {integration.criticality ?? 'no'} criticality
            </>
          ) : (
            'the whole portfolio'
          )}
        </Fact>
        <Fact term="Looks at">
          {since ? (
            <>
              what changed since the last review, <At at={since} now={now} />
            </>
          ) : (
            'everything: it was never reviewed before'
          )}
        </Fact>
        <Fact term="Begun">
          <At at={review.openedAt} now={now} /> by{' '}
          <Publisher by={review.openedBy} />
        </Fact>
        {people.length ? (
          <Fact term="With">
            {people.map((ref, index) => (
              <Fragment key={ref}>
                {index ? ', ' : ''}
                <Publisher by={ref} />
              </Fragment>
            ))}
          </Fact>
        ) : null}
        {signedAt ? (
          <Fact term="Signed">
            <At at={signedAt} now={now} /> by <Publisher by={review.signedBy} />
          </Fact>
        ) : null}
        {review.nextReviewOn ? (
          <Fact term="Next review">{formatDate(review.nextReviewOn, now)}</Fact>
        ) : null}
        {note ? (
          <Fact term={review.state === 'cancelled' ? 'Called off' : 'Note'}>
            <span className={styles.words}>{note}</span>
          </Fact>
        ) : null}
      </dl>
    </section>
  );
}

/** What stands first on paper. */
export function Cover(props: { review: ReviewDetail; asOf?: string }) {
  const { review, asOf } = props;
  const { signedAt } = review;
  return (
    <p className={styles.cover}>
      Tieline, review of integrations
      {signedAt ? `, signed ${formatMinute(signedAt)}` : ', not signed'}
      {asOf ? `, as of ${formatMinute(asOf)}` : ''}
    </p>
  );
}
