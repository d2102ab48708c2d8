import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { FindingItem } from './FindingItem';

/** What the review found. They go on after it is signed. */
export function ReviewFindings(props: {
  review: ReviewDetail;
  now: Date;
  isPast: boolean;
}) {
  const { review, now, isPast } = props;
  return (
    <Card title="Findings">
      {review.findings.length ? (
        <ul>
          {review.findings.map(finding => (
            <FindingItem
              key={finding.id}
              finding={finding}
              now={now}
              isHere
              isReadOnly={isPast}
            />
          ))}
        </ul>
      ) : (
        <p className={`${shared.cardBody} ${shared.muted}`}>
          {review.state === 'open' ? 'None so far.' : 'None.'}
        </p>
      )}
    </Card>
  );
}
