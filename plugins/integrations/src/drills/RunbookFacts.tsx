import { Runbook } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { RunbookLink } from '../shared/EntityLink';
import {
  formatDay,
  formatInstant,
  formatMoment,
  withLocalTimes,
} from '../shared/format';
import { LookLabel } from '../shared/LookLabel';
import shared from '../shared/shared.module.css';
import { REACHABLE } from './drillWords';
import styles from './drills.module.css';

function Reachable(props: { runbook: Runbook; now: Date }) {
  const { now } = props;
  const { reachable } = props.runbook;
  if (!reachable) {
    return <span className={shared.unmeasured}>not looked at yet</span>;
  }
  const { result, detail, at, since } = reachable;
  const { look, title } = REACHABLE[result];
  return (
    <>
      <LookLabel look={look} title={title} />
      <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
        {withLocalTimes(detail)}{' '}
        <time dateTime={at} title={formatInstant(at)}>
          Looked at {formatMoment(at, now)}
        </time>
        {since && result !== 'reachable'
          ? `, so since ${formatMoment(since, now)}`
          : ''}
        .
      </span>
    </>
  );
}

function Confirmed(props: { runbook: Runbook; now: Date }) {
  const { now } = props;
  const { confirmation } = props.runbook;
  if (!confirmation) {
    return <b className={shared.strong}>nobody confirmed that it is useful</b>;
  }
  const { by, at, until, note } = confirmation;
  const isOver = Date.parse(until) <= now.getTime();
  return (
    <>
      by <Publisher by={by} /> on{' '}
      <time dateTime={at} title={formatInstant(at)}>
        {formatDay(at, now)}
      </time>
      ,{' '}
      <span className={isOver ? shared.failing : undefined}>
        {isOver ? 'ran out on' : 'until'} {formatDay(until, now)}
      </span>
      {note ? (
        <span
          className={`${styles.words} ${shared.small} ${shared.muted} ${shared.block}`}
        >
          {note}
        </span>
      ) : null}
    </>
  );
}

/** Where the runbook is, whether it can be reached, and who says that it is useful. */
export function RunbookFacts(props: { runbook: Runbook; now: Date }) {
  const { runbook, now } = props;
  const { href = '', title } = runbook;
  return (
    <dl className={styles.facts}>
      <dt>Runbook</dt>
      <dd>
        {title ? <span className={shared.block}>{title}</span> : null}
        <RunbookLink runbook={{ title, url: href }} />
      </dd>
      <dt>Reachable</dt>
      <dd>
        <Reachable runbook={runbook} now={now} />
      </dd>
      <dt>Confirmed</dt>
      <dd>
        <Confirmed runbook={runbook} now={now} />
      </dd>
    </dl>
  );
}
