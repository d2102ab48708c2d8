import { Button } from '@backstage/ui';
import { Question } from '@tieline/plugin-integrations-common/governance';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { PainPointItem } from './PainPointItem';
import { usePainPoints } from './useImprovement';
import styles from './improvement.module.css';

const FEW = 3;
const MORE = 10;

/** What hurts most, and with which integration to begin. */
export function PainPointsCard(props: {
  questions: readonly Question[];
  address: Address;
  onOpenPilot: (id: string) => void;
}) {
  const { questions, address, onOpenPilot } = props;
  const isLong = address.values.get('pains') === 'ten';
  const query = usePainPoints(isLong ? MORE : FEW);
  const total = query.data?.totalItems ?? 0;
  return (
    <Card
      title={isLong ? 'Ten worst pain points' : 'Three worst pain points'}
      end={
        <span className={`${shared.small} ${shared.muted}`}>
          reach × criticality × distance
        </span>
      }
    >
      <QueryState
        what="The pain points"
        query={query}
        skeleton={<SkeletonRows rows={FEW} heightPx={120} />}
      >
        {list =>
          list.items.length ? (
            <ol aria-label="Pain points">
              {list.items.map((point, index) => (
                <PainPointItem
                  key={point.checkId}
                  point={point}
                  place={index + 1}
                  question={questions.find(({ id }) => id === point.questionId)}
                  mayStart={list.mayStart}
                  onOpenPilot={onOpenPilot}
                />
              ))}
            </ol>
          ) : (
            <p className={styles.note}>
              No pain point: no check that applies is failed, or left unmeasured
              by its owner.
            </p>
          )
        }
      </QueryState>
      {total > FEW ? (
        <div className={styles.note}>
          <Button
            variant="tertiary"
            size="small"
            className={shared.quiet}
            onPress={() =>
              address.change(
                { pains: isLong ? undefined : 'ten' },
                { replace: true },
              )
            }
          >
            {isLong ? 'Show three' : 'Show ten'}
          </Button>{' '}
          <span className={`${shared.small} ${shared.muted}`}>
            of {total} checks that somebody does not pass
          </span>
        </div>
      ) : null}
    </Card>
  );
}
