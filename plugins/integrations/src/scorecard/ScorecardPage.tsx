import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { PortfolioScorecard } from '@tieline/plugin-integrations-common/governance';
import { ReactNode } from 'react';
import { ImprovementView } from '../improvement/ImprovementView';
import improvement from '../improvement/improvement.module.css';
import { checklistRouteRef } from '../routes';
import { CsvButton } from '../shared/CsvButton';
import { formatInstant, formatMoment, formatShare } from '../shared/format';
import { PageFrame, PageHead } from '../shared/Frame';
import { QueryState } from '../shared/QueryState';
import { Segments } from '../shared/Segments';
import sharedStyles from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { useNow } from '../shared/useNow';
import { useAskedWaiverCount } from '../waivers/useAskedWaiverCount';
import { useWaiversHref } from '../waivers/useWaiversHref';
import { BestKept } from './BestKept';
import { EvidencePanel } from './EvidencePanel';
import { HeatMap } from './HeatMap';
import { HeatMapList } from './HeatMapList';
import { Legend } from './Legend';
import { NoIntegration } from './NoIntegration';
import { OrganisationCard } from './OrganisationCard';
import { PortfolioFoot } from './PortfolioFoot';
import { RunChecklist } from './RunChecklist';
import { scorecardCsv } from './scorecardColumns';
import { ScorecardSkeleton } from './ScorecardSkeleton';
import { ScorecardTable } from './ScorecardTable';
import { TopPains } from './TopPains';
import { TrendCard } from './TrendCard';
import { useCellFocus } from './useCellFocus';
import { usePortfolioRows } from './usePortfolioRows';
import {
  GROUPINGS,
  ScorecardAddress,
  useScorecardAddress,
  View,
} from './useScorecardAddress';
import styles from './scorecard.module.css';

const views: ReadonlyArray<{ id: View; title: string }> = [
  { id: 'map', title: 'Heat map' },
  { id: 'table', title: 'Table' },
  { id: 'improvement', title: 'Improvement' },
];

/** What it was judged by, and the way to it where that page is installed. */
function ChecklistVersion({ version }: { version: string }) {
  const checklist = useRouteRef(checklistRouteRef);
  return checklist ? (
    <Link href={checklist()} standalone className={sharedStyles.link}>
      Checklist {version}
    </Link>
  ) : (
    <>Checklist {version}</>
  );
}

function Lead(props: { portfolio: PortfolioScorecard | undefined }) {
  const { portfolio } = props;
  const now = useNow();
  if (!portfolio) {
    return <>Eight questions about each integration, answered from evidence.</>;
  }
  const { checklistVersion, evaluatedAt, total } = portfolio;
  return (
    <>
      {total.yesShare === null
        ? 'No question has been judged yet.'
        : `${formatShare(total.yesShare)} of applicable questions are answered yes, weighted by criticality.`}{' '}
      <ChecklistVersion version={checklistVersion} />
      {evaluatedAt ? (
        <>
          , evaluated{' '}
          <span title={formatInstant(evaluatedAt)}>
            {formatMoment(evaluatedAt, now)}
          </span>
        </>
      ) : null}
      .
    </>
  );
}

/** What somebody has to decide, as a way there. */
function AskedWaivers() {
  const count = useAskedWaiverCount();
  const href = useWaiversHref()({ state: 'asked' });
  return count && href ? (
    <span className={sharedStyles.block}>
      <Link href={href} standalone className={sharedStyles.link}>
        {count === 1
          ? '1 waiver waits for a decision'
          : `${count} waivers wait for a decision`}
      </Link>
    </span>
  ) : null;
}

function Checklists(props: {
  portfolio: PortfolioScorecard;
  address: ScorecardAddress;
  notes: ReadonlyMap<string, ReactNode>;
  onSelect: (entityRef: string, questionId: string) => void;
  onEscape: () => void;
}) {
  const isNarrow = useIsNarrow();
  if (props.address.view === 'table') {
    return <ScorecardTable portfolio={props.portfolio} />;
  }
  if (isNarrow) {
    return <HeatMapList {...props} />;
  }
  return (
    <section className={styles.card}>
      <HeatMap {...props} />
    </section>
  );
}

/** Where it hurts, and where it goes, before the map. */
function Overview(props: {
  portfolio: PortfolioScorecard;
  address: ScorecardAddress;
}) {
  const { portfolio, address } = props;
  return (
    <div className={improvement.top}>
      <TopPains onImprove={() => address.show('improvement')} />
      <TrendCard portfolio={portfolio} groupBy={address.groupBy} />
    </div>
  );
}

function PortfolioView(props: {
  portfolio: PortfolioScorecard;
  address: ScorecardAddress;
  notes: ReadonlyMap<string, ReactNode>;
}) {
  const { portfolio, address, notes } = props;
  const isNarrow = useIsNarrow();
  const { container, hasOpened, open, close } = useCellFocus(address);
  const { selected } = address;
  const row =
    selected &&
    portfolio.rows.find(
      ({ integration }) => integration.entityRef === selected.entityRef,
    );
  return (
    <div
      ref={container}
      className={selected && !isNarrow ? styles.columns : undefined}
    >
      <Checklists
        portfolio={portfolio}
        address={address}
        notes={notes}
        onSelect={open}
        onEscape={close}
      />
      {selected ? (
        <EvidencePanel
          selection={selected}
          integrationTitle={
            row?.integration.title ??
            row?.integration.name ??
            selected.entityRef
          }
          question={portfolio.questions.find(
            ({ id }) => id === selected.questionId,
          )}
          questionCount={portfolio.questions.length}
          takeFocus={hasOpened}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

function Body(props: {
  portfolio: PortfolioScorecard;
  address: ScorecardAddress;
  notes: ReadonlyMap<string, ReactNode>;
}) {
  const { portfolio, address } = props;
  if (portfolio.total.integrations === 0) {
    return <NoIntegration />;
  }
  if (address.view === 'improvement') {
    return <ImprovementView questions={portfolio.questions} />;
  }
  return (
    <>
      <Overview portfolio={portfolio} address={address} />
      <BestKept portfolio={portfolio} />
      <PortfolioView {...props} />
      <PortfolioFoot portfolio={portfolio} />
      <OrganisationCard questions={portfolio.questions} />
    </>
  );
}

function ScorecardContent() {
  const address = useScorecardAddress();
  const { groupBy, view } = address;
  const shown = usePortfolioRows(address);
  const { query } = shown;
  const portfolio = query.data;
  const isEmpty = portfolio?.total.integrations === 0;
  const now = useNow();
  return (
    <>
      <PageHead
        title="Scorecard"
        lead={
          <>
            <Lead portfolio={portfolio} />
            <span className={styles.printed}>
              As of {formatInstant(now.toISOString())}, by{' '}
              {GROUPINGS.find(({ id }) => id === groupBy)?.title.toLowerCase()}.
            </span>
            <AskedWaivers />
          </>
        }
        actions={
          isEmpty ? null : (
            <div className={styles.actions}>
              <Segments
                label="Show as"
                options={views}
                value={view}
                onChange={address.show}
              />
              <CsvButton
                name="scorecard.csv"
                what="The scorecard"
                read={async () => scorecardCsv(await shown.readAll())}
              />
              <RunChecklist isPrimary />
            </div>
          )
        }
      />
      {isEmpty || view === 'improvement' ? null : (
        <div className={styles.controls}>
          <Segments
            label="Group by"
            options={GROUPINGS}
            value={groupBy}
            onChange={address.groupByThis}
          />
          {view === 'map' ? <Legend /> : null}
        </div>
      )}
      <QueryState
        what="The scorecard"
        query={query}
        skeleton={<ScorecardSkeleton />}
      >
        {data => (
          <Body portfolio={data} address={shown.address} notes={shown.notes} />
        )}
      </QueryState>
    </>
  );
}

/**
 * The portfolio's scorecard: how far the eight questions are answered, by
 * group and integration, with the evidence behind each answer.
 */
export function ScorecardPage() {
  return (
    <PageFrame title="Scorecard">
      <ScorecardContent />
    </PageFrame>
  );
}
