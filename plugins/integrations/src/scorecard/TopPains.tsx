import { Button } from '@backstage/ui';
import { formatFactor } from '../improvement/improvementWords';
import { usePainPoints } from '../improvement/useImprovement';
import improvement from '../improvement/improvement.module.css';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';

const FEW = 3;

/** The three worst pain points in short, and the way to what can be done. */
export function TopPains(props: { onImprove: () => void }) {
  const query = usePainPoints(FEW);
  return (
    <Card
      title="Three worst pain points"
      end={
        <Button
          variant="tertiary"
          size="small"
          className={shared.quiet}
          onPress={props.onImprove}
        >
          Improve
        </Button>
      }
    >
      <QueryState
        what="The pain points"
        query={query}
        skeleton={<SkeletonRows rows={FEW} heightPx={64} />}
      >
        {({ items }) =>
          items.length ? (
            <ol aria-label="Worst pain points">
              {items.map((point, index) => (
                <li key={point.checkId} className={improvement.point}>
                  <div className={improvement.between}>
                    <span className={shared.strong}>
                      <span className={shared.muted}>{index + 1}</span>{' '}
                      {point.title}
                    </span>
                    <span>{formatFactor(point.score)} points</span>
                  </div>
                  <span className={`${shared.small} ${shared.muted}`}>
                    {point.failed} fail, {point.unmeasured} unmeasured
                  </span>
                </li>
              ))}
            </ol>
          ) : (
            <p className={improvement.note}>
              No pain point: no check that applies is failed, or left unmeasured
              by its owner.
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
