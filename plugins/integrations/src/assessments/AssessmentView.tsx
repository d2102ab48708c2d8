import { Button } from '@backstage/ui';
import { DialogButton } from '../shared/DialogButton';
import { withLocalTimes } from '../shared/format';
import { PageHead } from '../shared/Frame';
import { Progress } from '../shared/Progress';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { mayRun } from './assessmentWords';
import { Report } from './Report';
import { RunAssessmentDialog } from './RunAssessmentDialog';
import { useAssessment } from './useAssessments';
import styles from './assessments.module.css';

/** One assessment: its report, how far it is, or why it failed. */
export function AssessmentView(props: {
  id: string;
  address: Address;
  onOpen: (id: string | undefined) => void;
}) {
  const { id, address, onOpen } = props;
  const query = useAssessment(id, address.values.get('with') ?? undefined);
  const isUnknown =
    (query.error as { statusCode?: number } | null)?.statusCode === 404;
  return (
    <>
      <div className={styles.back}>
        <Button
          variant="tertiary"
          size="small"
          className={shared.quiet}
          onPress={() => onOpen(undefined)}
        >
          All assessments
        </Button>
      </div>
      {isUnknown && !query.data ? (
        <section className={`${shared.card} ${shared.empty}`}>
          <h2>There is no such assessment</h2>
          <p>
            The newest forty are kept: it, or the one that it is compared with,
            may have gone.
          </p>
        </section>
      ) : (
        <QueryState
          what="The assessment"
          query={query}
          skeleton={
            <div className={shared.card}>
              <SkeletonRows rows={8} heightPx={56} />
            </div>
          }
        >
          {detail => {
            if (detail.state === 'done') {
              return <Report detail={detail} address={address} />;
            }
            const permitted = mayRun(detail.mayRun);
            return (
              <>
                <PageHead title={detail.title} lead={detail.note} />
                <section className={`${shared.card} ${styles.status}`}>
                  {detail.state === 'running' ? (
                    <Progress
                      label="Judged"
                      done={detail.done}
                      total={detail.total}
                    />
                  ) : (
                    <>
                      <p role="alert" className={shared.failing}>
                        It failed:{' '}
                        {withLocalTimes(
                          detail.because ?? 'no reason was given',
                        )}
                      </p>
                      <p>Nothing of it was kept. Run another one.</p>
                      <DialogButton
                        permitted={permitted}
                        dialog={close => (
                          <RunAssessmentDialog
                            permitted={permitted}
                            repeated={detail}
                            onStarted={started => onOpen(started.id)}
                            onClose={close}
                          />
                        )}
                      >
                        Run it again…
                      </DialogButton>
                    </>
                  )}
                </section>
              </>
            );
          }}
        </QueryState>
      )}
    </>
  );
}
