import {
  AssessmentDetail,
  AssessmentRow,
} from '@tieline/plugin-integrations-common/governance';
import { useEffect, useState } from 'react';
import { Choice } from '../shared/Choice';
import { formatInstant, formatMinute, formatShare } from '../shared/format';
import { Card, PageHead } from '../shared/Frame';
import { Unmeasured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { integrationsWords, shareChangeWords } from './assessmentWords';
import { ChangesCard } from './ChangesCard';
import { PainPointsThen } from './PainPointsThen';
import { ReportActions } from './ReportActions';
import { TeamsTable } from './TeamsTable';
import { TotalsTable } from './TotalsTable';
import { useAssessments } from './useAssessments';
import styles from './assessments.module.css';

/** As many as are kept, and more. */
const OTHERS = 100;

function Comparison(props: { detail: AssessmentDetail; address: Address }) {
  const { detail, address } = props;
  const others = useAssessments({ limit: OTHERS });
  const { comparedWith } = detail;
  const options = (others.data?.items ?? [])
    .filter(({ id, state }) => state === 'done' && id !== detail.id)
    .map(({ id, title, frozenAt }) => ({
      id,
      title: frozenAt ? `${title}, ${formatMinute(frozenAt)}` : title,
    }));
  return (
    <div className={styles.comparison}>
      <Choice
        label="Compare with"
        all="the one before"
        options={options}
        value={address.values.get('with')}
        onChange={id =>
          address.change({ with: id, change: undefined, cursor: undefined })
        }
      />
      {comparedWith ? (
        <p>
          Compared with <b className={shared.strong}>{comparedWith.title}</b>
          {comparedWith.frozenAt
            ? ` of ${formatMinute(comparedWith.frozenAt)}`
            : ''}
          {comparedWith.checklistVersion
            ? `, checklist ${comparedWith.checklistVersion}`
            : ''}
          . {shareChangeWords(detail.yesShare, comparedWith.yesShare)}
        </p>
      ) : (
        <p className={shared.muted}>No other assessment to compare with yet.</p>
      )}
      {comparedWith &&
      comparedWith.checklistVersion !== detail.checklistVersion ? (
        <p className={shared.degraded}>
          The two were judged by different versions of the checklist: what
          changed may be the checklist.
        </p>
      ) : null}
    </div>
  );
}

/** What stands first on paper. */
function Cover({ detail }: { detail: AssessmentDetail }) {
  return (
    <p className={styles.cover}>
      Tieline, assessment of the integration portfolio
      {detail.frozenAt ? `, frozen ${formatInstant(detail.frozenAt)}` : ''}
    </p>
  );
}

/** A finished assessment as a report, on the screen and on paper. */
export function Report(props: { detail: AssessmentDetail; address: Address }) {
  const { detail, address } = props;
  const [whole, setWhole] = useState<AssessmentRow[]>();
  useEffect(() => {
    if (!whole) {
      return undefined;
    }
    const done = () => setWhole(undefined);
    window.addEventListener('afterprint', done, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', done);
  }, [whole]);
  const { title, note, yesShare, integrations, painPoints } = detail;
  return (
    <div className={styles.report}>
      <Cover detail={detail} />
      <PageHead
        title={title}
        lead={
          <>
            {detail.frozenAt ? `Frozen ${formatMinute(detail.frozenAt)}. ` : ''}
            {typeof yesShare === 'number' ? (
              `${formatShare(yesShare)} of applicable questions are answered yes, weighted by criticality. `
            ) : (
              <>
                The share of yes is <Unmeasured because="no question applied" />
                .{' '}
              </>
            )}
            {integrations === undefined
              ? ''
              : `${integrationsWords(integrations)} that you may read. `}
            {detail.checklistVersion
              ? `Checklist ${detail.checklistVersion}.`
              : ''}
          </>
        }
        actions={
          <ReportActions
            detail={detail}
            values={address.values}
            onPrint={setWhole}
          />
        }
      />
      {note ? <p className={styles.words}>{note}</p> : null}
      <Comparison detail={detail} address={address} />
      <Card title="Answers" className={styles.part}>
        <TotalsTable detail={detail} />
      </Card>
      <Card title="Teams, worst first" className={styles.part}>
        {detail.teams.length ? (
          <TeamsTable teams={detail.teams} />
        ) : (
          <p className={`${shared.cardBody} ${shared.muted}`}>No team.</p>
        )}
      </Card>
      <Card title="What hurt most" className={styles.part}>
        {painPoints?.length ? (
          <PainPointsThen points={painPoints} />
        ) : (
          <p className={`${shared.cardBody} ${shared.muted}`}>
            Nothing that an owner could do something about.
          </p>
        )}
      </Card>
      <ChangesCard detail={detail} address={address} whole={whole} />
    </div>
  );
}
