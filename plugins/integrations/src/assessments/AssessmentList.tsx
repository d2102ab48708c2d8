import {
  Assessment,
  AssessmentPage,
} from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import {
  formatInstant,
  formatMoment,
  formatShare,
  withLocalTimes,
} from '../shared/format';
import { ListPager } from '../shared/ListPager';
import { Unmeasured } from '../shared/Measured';
import { Progress } from '../shared/Progress';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { integrationsWords } from './assessmentWords';
import styles from './assessments.module.css';

/** What came of it, or how far it is. */
function Outcome({ assessment }: { assessment: Assessment }) {
  const { state, done, total, because, integrations, yesShare } = assessment;
  if (state === 'running') {
    return <Progress label="Judged" done={done} total={total} />;
  }
  if (state === 'failed') {
    return (
      <p className={shared.failing}>
        failed: {withLocalTimes(because ?? 'no reason was given')}
      </p>
    );
  }
  return (
    <p>
      {typeof yesShare === 'number' ? (
        <b className={shared.strong}>{formatShare(yesShare)} yes</b>
      ) : (
        <Unmeasured because="no question applied to what you may read" />
      )}
      {integrations === undefined ? '' : `, ${integrationsWords(integrations)}`}
      {assessment.checklistVersion
        ? `, checklist ${assessment.checklistVersion}`
        : ''}
    </p>
  );
}

function Item(props: {
  assessment: Assessment;
  now: Date;
  onOpen: (id: string) => void;
}) {
  const { assessment, now, onOpen } = props;
  const { id, title, note, startedAt, startedBy, state } = assessment;
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <button
          id={`assessment-${id}`}
          type="button"
          className={shared.nameButton}
          onClick={() => onOpen(id)}
        >
          {title}
        </button>
        <span className={shared.tag}>{state}</span>
      </div>
      <Outcome assessment={assessment} />
      {note ? <p className={styles.words}>{note}</p> : null}
      <p className={`${shared.small} ${shared.muted}`}>
        <time dateTime={startedAt} title={formatInstant(startedAt)}>
          {formatMoment(startedAt, now)}
        </time>
        , by <Publisher by={startedBy} />
      </p>
    </li>
  );
}

/** Assessments, newest first. */
export function AssessmentList(props: {
  page: AssessmentPage;
  address: Address;
  now: Date;
  onOpen: (id: string) => void;
}) {
  const { page, address, now, onOpen } = props;
  return (
    <section className={shared.card} aria-label="Assessments">
      <ul>
        {page.items.map(assessment => (
          <Item
            key={assessment.id}
            assessment={assessment}
            now={now}
            onOpen={onOpen}
          />
        ))}
      </ul>
      <ListPager address={address} next={page.pageInfo.nextCursor} />
    </section>
  );
}
