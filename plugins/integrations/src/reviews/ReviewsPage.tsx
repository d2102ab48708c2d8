import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { integrationProcessChangeReportPermission } from '@tieline/plugin-integrations-common';
import { integrationReviewsApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { DialogButton } from '../shared/DialogButton';
import { PageFrame, PageHead } from '../shared/Frame';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { readAllPages } from '../shared/readAllPages';
import { Segments } from '../shared/Segments';
import { Address, useAddress } from '../shared/useAddress';
import { lackWords, Permitted } from '../shared/usePermitted';
import { CalendarFeedDialog } from './CalendarFeedDialog';
import { DueView } from './DueView';
import { FindingsView } from './FindingsView';
import { ProcessChangeDialog } from './ProcessChangeDialog';
import { ReviewFilters } from './ReviewFilters';
import { ReviewList } from './ReviewList';
import {
  OF_ONE_VIEW,
  toDueRequest,
  toFindingsRequest,
  VIEWS,
  viewOf,
} from './reviewsAddress';
import { toDueCsvRows, toFindingCsvRows } from './toReviewCsvRows';
import styles from './reviews.module.css';

/** What the filters leave of what is due, or of the findings, as a file. */
function ExportButton(props: { address: Address }) {
  const { values } = props.address;
  const api = useApi(integrationReviewsApiRef);
  const { owner, isKnown } = useOwnerFilter(values);
  const view = viewOf(values);
  if (!isKnown || view === 'reviews') {
    return null;
  }
  return view === 'due' ? (
    <CsvButton
      name="reviews-due.csv"
      what="What is due"
      read={async () =>
        toDueCsvRows(
          await readAllPages(page =>
            api.listDueReviews({ ...toDueRequest(values, owner), ...page }),
          ),
        )
      }
    />
  ) : (
    <CsvButton
      name="findings.csv"
      what="The findings"
      read={async () =>
        toFindingCsvRows(
          await readAllPages(page =>
            api.listFindings({ ...toFindingsRequest(values, owner), ...page }),
          ),
        )
      }
    />
  );
}

function useMayReportProcess(): Permitted {
  const { allowed, loading } = usePermission({
    permission: integrationProcessChangeReportPermission,
  });
  return {
    isAllowed: !loading && allowed,
    reason:
      allowed || loading
        ? undefined
        : lackWords(
            integrationProcessChangeReportPermission.name,
            'say that a process changed',
          ),
  };
}

function Reviews() {
  const address = useAddress();
  const view = viewOf(address.values);
  const reporting = useMayReportProcess();
  return (
    <>
      <PageHead
        title="Reviews"
        lead="When integrations are looked at again, what changed since, what was found, and who does something about it."
        actions={
          <>
            <DialogButton
              permitted={reporting}
              dialog={close => (
                <ProcessChangeDialog permitted={reporting} onClose={close} />
              )}
            >
              A business process changed…
            </DialogButton>
            <DialogButton
              permitted={{ isAllowed: true }}
              dialog={close => <CalendarFeedDialog onClose={close} />}
            >
              Calendar feed…
            </DialogButton>
            <ExportButton address={address} />
          </>
        }
      />
      <div className={styles.views}>
        <Segments
          label="View"
          options={VIEWS}
          value={view}
          onChange={next =>
            address.change({
              ...OF_ONE_VIEW,
              view: next === 'due' ? undefined : next,
            })
          }
        />
      </div>
      <ReviewFilters address={address} />
      {view === 'due' ? <DueView address={address} /> : null}
      {view === 'reviews' ? <ReviewList address={address} /> : null}
      {view === 'findings' ? <FindingsView address={address} /> : null}
    </>
  );
}

/** What is due for a review, the reviews themselves, and what they found. */
export function ReviewsPage() {
  return (
    <PageFrame title="Reviews">
      <Reviews />
    </PageFrame>
  );
}
