import { useApi } from '@backstage/core-plugin-api';
import { useRef } from 'react';
import { integrationReviewsApiRef } from '../apis';
import { integrationOf } from '../shared/addressFilters';
import { CsvButton } from '../shared/CsvButton';
import { PageFrame, PageHead } from '../shared/Frame';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { readAllPages } from '../shared/readAllPages';
import { Segments } from '../shared/Segments';
import { Address, useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { drillButtonId } from './drillButtonId';
import { DrillFilters } from './DrillFilters';
import { DrillList } from './DrillList';
import { DrillPanel } from './DrillPanel';
import {
  OF_ONE_VIEW,
  toDrillsRequest,
  toSuggestionsRequest,
  VIEWS,
  viewOf,
} from './drillsAddress';
import { FailureModesView } from './FailureModesView';
import { NextView } from './NextView';
import { PlanDrill } from './PlanDrill';
import { toDrillCsvRows, toSuggestionCsvRows } from './toDrillCsvRows';
import styles from './drills.module.css';

/** What the filters leave of a view, as a file. */
function ExportButton(props: { address: Address }) {
  const { values } = props.address;
  const api = useApi(integrationReviewsApiRef);
  const { owner, isKnown } = useOwnerFilter(values);
  const view = viewOf(values);
  if (!isKnown || view === 'failure-modes') {
    return null;
  }
  return view === 'next' ? (
    <CsvButton
      name="drills-next.csv"
      what="What to drill next"
      read={async () =>
        toSuggestionCsvRows(
          (await api.listDrillSuggestions(toSuggestionsRequest(owner))).items,
        )
      }
    />
  ) : (
    <CsvButton
      name="drills.csv"
      what="The drills"
      read={async () =>
        toDrillCsvRows(
          await readAllPages(page =>
            api.listDrills({ ...toDrillsRequest(values, owner), ...page }),
          ),
        )
      }
    />
  );
}

function Drills() {
  const address = useAddress();
  const { values, change } = address;
  const now = useNow();
  const view = viewOf(values);
  const openId = values.get('drill');
  const wasPressed = useRef(false);
  const open = (id: string) => {
    wasPressed.current = true;
    // Opening the panel is a step that Back undoes; going on to the next is not.
    change({ drill: id }, { replace: openId !== null });
  };
  const close = () => {
    wasPressed.current = false;
    change({ drill: undefined }, { replace: true });
    document.getElementById(drillButtonId(openId ?? ''))?.focus();
  };
  return (
    <>
      <PageHead
        title="Drills"
        lead="Rehearsals of failures: what to rehearse next, how it went, and what somebody does about it."
        actions={
          <>
            <PlanDrill
              isPrimary
              entityRef={view === 'drills' ? integrationOf(values) : undefined}
            />
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
            change({
              ...OF_ONE_VIEW,
              view: next === 'next' ? undefined : next,
            })
          }
        />
      </div>
      <DrillFilters address={address} />
      <div className={styles.columns} data-open={openId ? '' : undefined}>
        {view === 'next' ? <NextView address={address} /> : null}
        {view === 'drills' ? (
          <DrillList address={address} openId={openId} onOpen={open} />
        ) : null}
        {view === 'failure-modes' ? (
          <FailureModesView address={address} />
        ) : null}
        {openId ? (
          <DrillPanel
            id={openId}
            now={now}
            takeFocus={wasPressed.current}
            onClose={close}
          />
        ) : null}
      </div>
    </>
  );
}

/** What to drill next, the drills themselves, and how integrations fail. */
export function DrillsPage() {
  return (
    <PageFrame title="Drills">
      <Drills />
    </PageFrame>
  );
}
