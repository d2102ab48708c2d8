import { Button, Link } from '@backstage/ui';
import { PortfolioScorecard } from '@tieline/plugin-integrations-common/governance';
import { downloadCsv } from '../shared/downloadCsv';
import { formatInstant, formatMoment, formatShare } from '../shared/format';
import { PageFrame, PageHead } from '../shared/Frame';
import { DownloadIcon } from '../shared/icons';
import { QueryState } from '../shared/QueryState';
import { usePortfolio } from '../shared/queries';
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
import { PortfolioFoot } from './PortfolioFoot';
import { RunChecklist } from './RunChecklist';
import { scorecardCsv } from './scorecardColumns';
import { ScorecardSkeleton } from './ScorecardSkeleton';
import { ScorecardTable } from './ScorecardTable';
import { useCellFocus } from './useCellFocus';
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
];

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
      Checklist {checklistVersion}
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

function PortfolioView(props: {
  portfolio: PortfolioScorecard;
  address: ScorecardAddress;
}) {
  const { portfolio, address } = props;
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

function ScorecardContent() {
  const address = useScorecardAddress();
  const { groupBy, view } = address;
  const query = usePortfolio({ groupBy });
  const portfolio = query.data;
  const isEmpty = portfolio?.rows.length === 0;
  return (
    <>
      <PageHead
        title="Scorecard"
        lead={
          <>
            <Lead portfolio={portfolio} />
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
              <Button
                variant="secondary"
                iconStart={<DownloadIcon />}
                isDisabled={!portfolio}
                onPress={() =>
                  portfolio &&
                  downloadCsv('scorecard.csv', scorecardCsv(portfolio))
                }
              >
                CSV
              </Button>
              <RunChecklist isPrimary />
            </div>
          )
        }
      />
      {isEmpty ? null : (
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
        {data =>
          data.rows.length === 0 ? (
            <NoIntegration />
          ) : (
            <>
              <BestKept portfolio={data} />
              <PortfolioView portfolio={data} address={address} />
              <PortfolioFoot portfolio={data} />
            </>
          )
        }
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
