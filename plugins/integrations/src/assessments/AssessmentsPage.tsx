import { DialogButton } from '../shared/DialogButton';
import { PageFrame, PageHead } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address, useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { AssessmentList } from './AssessmentList';
import { AssessmentView } from './AssessmentView';
import { mayRun } from './assessmentWords';
import { RunAssessmentDialog } from './RunAssessmentDialog';
import { useAssessments } from './useAssessments';

const PAGE_SIZE = 20;

function Overview(props: { address: Address; onOpen: (id: string) => void }) {
  const { address, onOpen } = props;
  const now = useNow();
  const query = useAssessments({
    limit: PAGE_SIZE,
    cursor: address.values.getAll('cursor').at(-1),
  });
  const permitted = mayRun(query.data?.mayRun);
  return (
    <>
      <PageHead
        title="Assessments"
        lead="The portfolio’s answers on a day, frozen with their evidence, compared, exported and printed."
        actions={
          <DialogButton
            isPrimary
            permitted={permitted}
            dialog={close => (
              <RunAssessmentDialog
                permitted={permitted}
                onStarted={({ id }) => onOpen(id)}
                onClose={close}
              />
            )}
          >
            Run an assessment…
          </DialogButton>
        }
      />
      <QueryState
        what="The assessments"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={5} heightPx={96} />
          </div>
        }
      >
        {page =>
          page.items.length ? (
            <AssessmentList
              page={page}
              address={address}
              now={now}
              onOpen={onOpen}
            />
          ) : (
            <section className={`${shared.card} ${shared.empty}`}>
              <h2>No assessment yet</h2>
              <p>
                Press “Run an assessment…”: the checklist runs for every
                integration, and what it finds stays as it is. Run the next one
                in a quarter, and see what changed between them.
              </p>
              {permitted.reason ? (
                <p className={shared.muted}>{permitted.reason}</p>
              ) : null}
            </section>
          )
        }
      </QueryState>
    </>
  );
}

function Assessments() {
  const address = useAddress();
  const { values, change } = address;
  const id = values.get('assessment');
  // Another one has other filters.
  const open = (next: string | undefined) =>
    change({
      assessment: next,
      with: undefined,
      change: undefined,
      owner: undefined,
      cursor: undefined,
    });
  return id ? (
    <AssessmentView key={id} id={id} address={address} onOpen={open} />
  ) : (
    <Overview address={address} onOpen={open} />
  );
}

/** Assessments of the whole portfolio, and the report of each. */
export function AssessmentsPage() {
  return (
    <PageFrame title="Assessments">
      <Assessments />
    </PageFrame>
  );
}
