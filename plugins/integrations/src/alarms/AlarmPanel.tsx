import { Link, TextField } from '@backstage/ui';
import { AlarmWithLog } from '@tieline/plugin-integrations-common/telemetry';
import { useState } from 'react';
import { LogIntervention } from '../costs/LogIntervention';
import {
  EntityLink,
  IntegrationLink,
  isWebAddress,
  RunbookLink,
  useIntegrationHref,
} from '../shared/EntityLink';
import { formatInstant, formatMoment, unbroken } from '../shared/format';
import { StatusIcon } from '../shared/icons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { SidePanel } from '../shared/SidePanel';
import shared from '../shared/shared.module.css';
import { Actor, AlarmActions } from './AlarmActions';
import { AlarmFlows } from './AlarmFlows';
import { AlarmRating } from './AlarmRating';
import { AlarmStatus } from './AlarmStatus';
import { DrillTag } from './DrillTag';
import {
  isSnoozed,
  kindTitles,
  lasted,
  logWords,
  ruleTitle,
} from './alarmWords';
import { Subject } from './Subject';
import { useAlarm } from './useAlarms';
import styles from './alarms.module.css';

function Reasons(props: { alarm: AlarmWithLog }) {
  const { alarm } = props;
  const reasons = alarm.reasons.filter(
    ({ headline }) => headline !== alarm.headline,
  );
  return (
    <section className={styles.section} aria-label="Why">
      <p>
        <b className={shared.strong}>{unbroken(alarm.headline)}</b>{' '}
        {alarm.kind === 'drift' ? null : alarm.detail}
      </p>
      <DrillTag drill={alarm.drill} />
      {reasons.map((reason, index) => (
        <p key={index} className={styles.reason}>
          <span className={shared[reason.status]}>
            <StatusIcon status={reason.status} />
          </span>
          <span>
            {unbroken(reason.headline)}{' '}
            <span className={shared.muted}>{reason.detail}</span>
          </span>
        </p>
      ))}
    </section>
  );
}

function Victims(props: { alarm: AlarmWithLog }) {
  const { victims } = props.alarm;
  const hrefOf = useIntegrationHref();
  return victims?.length ? (
    <section className={styles.section}>
      <h3>Takes down</h3>
      <ul>
        {victims.map(ref => (
          <li key={ref}>
            <Link
              href={hrefOf(ref, 'health')}
              standalone
              className={shared.link}
            >
              {ref.slice(ref.lastIndexOf('/') + 1)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ) : null;
}

function Told(props: { alarm: AlarmWithLog; now: Date }) {
  const { alarm, now } = props;
  return (
    <section className={styles.section}>
      <h3>Who was told</h3>
      {alarm.told.map((told, index) => (
        <p key={index}>
          {told.channel === 'notification' ? (
            <EntityLink entityRef={told.to} />
          ) : (
            told.to
          )}{' '}
          by {told.channel},{' '}
          <time dateTime={told.at} title={formatInstant(told.at)}>
            {formatMoment(told.at, now)}
          </time>
          {told.error ? (
            <span className={shared.failing}>
              {' '}
              did not get it: {told.error}
            </span>
          ) : null}
        </p>
      ))}
      {alarm.told.length === 0 ? (
        <p>Nobody{alarm.untold ? `: ${alarm.untold}` : ' yet'}.</p>
      ) : null}
    </section>
  );
}

function Log(props: { alarm: AlarmWithLog; now: Date }) {
  const { alarm, now } = props;
  return (
    <section className={styles.section}>
      <h3>What became of it</h3>
      <ol className={styles.log}>
        {alarm.log.map((entry, index) => (
          <li key={index}>
            <time dateTime={entry.at} title={formatInstant(entry.at)}>
              {formatMoment(entry.at, now)}
            </time>
            <span>
              {entry.event}
              {entry.actor ? (
                <>
                  {' '}
                  by <Actor actor={entry.actor} />
                </>
              ) : null}
              {entry.message ? (
                <span className={`${shared.muted} ${shared.block}`}>
                  {logWords(entry.message, now)}
                </span>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Response(props: { alarm: AlarmWithLog; now: Date }) {
  const { alarm, now } = props;
  const [note, setNote] = useState('');
  const isFree = !alarm.acknowledgedBy && !isSnoozed(alarm, now);
  return (
    <section className={styles.section} aria-label="Respond">
      {alarm.state === 'open' && isFree ? (
        <TextField
          size="small"
          className={shared.outlinedField}
          label="Note for the others, optional"
          value={note}
          maxLength={1000}
          onChange={setNote}
        />
      ) : null}
      <div className={shared.actions}>
        <AlarmActions alarm={alarm} now={now} note={note} />
        {alarm.runbook ? (
          <RunbookLink
            runbook={alarm.runbook}
            primary={alarm.state === 'open' && alarm.status === 'failing'}
          />
        ) : null}
        {alarm.integration ? (
          <LogIntervention
            entityRef={alarm.integration.entityRef}
            alarmId={alarm.id}
          />
        ) : null}
      </div>
      {alarm.note && alarm.acknowledgedBy ? <p>“{alarm.note}”</p> : null}
      {alarm.runbook || alarm.kind === 'drift' ? null : (
        <p className={`${shared.small} ${shared.muted}`}>
          No runbook: name it in <code>spec.operations.runbook</code>.
        </p>
      )}
    </section>
  );
}

function Facts(props: {
  alarm: AlarmWithLog;
  now: Date;
  onOpen: (id: string) => void;
}) {
  const { alarm, now, onOpen } = props;
  return (
    <section className={styles.section} aria-label="Facts">
      <div className={shared.row}>
        <AlarmStatus
          alarm={alarm}
          pill={alarm.state === 'open' && alarm.status === 'failing'}
        />
        <span className={shared.muted}>in {alarm.environment}</span>
      </div>
      <dl className={styles.facts}>
        <dt>Since</dt>
        <dd>
          <time dateTime={alarm.since} title={formatInstant(alarm.since)}>
            {formatMoment(alarm.since, now)}
          </time>
          , {lasted(alarm, now)}
        </dd>
        {alarm.clearedAt ? (
          <>
            <dt>Cleared</dt>
            <dd>
              <time
                dateTime={alarm.clearedAt}
                title={formatInstant(alarm.clearedAt)}
              >
                {formatMoment(alarm.clearedAt, now)}
              </time>
              {alarm.kind === 'drift' ? null : ', by itself'}
            </dd>
          </>
        ) : null}
        <dt>Rule</dt>
        <dd>{ruleTitle(alarm.rule)}</dd>
        <dt>Owner</dt>
        <dd>
          {alarm.owner ? <EntityLink entityRef={alarm.owner} /> : 'no owner'}
        </dd>
        {alarm.integration ? (
          <>
            <dt>Health</dt>
            <dd>
              <IntegrationLink
                integration={alarm.integration}
                tab="health"
                className={shared.link}
              />
            </dd>
          </>
        ) : null}
        {['cause', 'drift'].includes(alarm.kind) && alarm.subject ? (
          <>
            <dt>{alarm.kind === 'drift' ? 'Called' : 'Page'}</dt>
            <dd>
              <EntityLink entityRef={alarm.subject} />
            </dd>
          </>
        ) : null}
        {alarm.causeId ? (
          <>
            <dt>Cause</dt>
            <dd>
              <button
                type="button"
                className={shared.inlineButton}
                onClick={() => onOpen(alarm.causeId!)}
              >
                The alarm that it was told with
              </button>
            </dd>
          </>
        ) : null}
        {alarm.external?.url && isWebAddress(alarm.external.url) ? (
          <>
            <dt>From</dt>
            <dd>
              <Link
                href={alarm.external.url}
                target="_blank"
                rel="noopener noreferrer"
                standalone
                className={shared.link}
              >
                {alarm.external.source}
              </Link>
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

/** Everything about one alarm, and what can be done about it. */
export function AlarmPanel(props: {
  id: string;
  now: Date;
  takeFocus: boolean;
  onOpen: (id: string) => void;
  onClose: () => void;
}) {
  const { id, now, takeFocus, onOpen, onClose } = props;
  const query = useAlarm(id);
  const alarm = query.data;
  return (
    <SidePanel
      title={alarm ? <Subject alarm={alarm} /> : 'Alarm'}
      place={alarm ? `Alarm · ${kindTitles[alarm.kind]}` : undefined}
      closeLabel="Close the alarm"
      of={id}
      takeFocus={takeFocus}
      onClose={onClose}
    >
      <QueryState
        what="The alarm"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={88} />}
      >
        {shown => (
          <>
            <Facts alarm={shown} now={now} onOpen={onOpen} />
            <Response key={shown.id} alarm={shown} now={now} />
            <Reasons alarm={shown} />
            <Victims alarm={shown} />
            <AlarmFlows alarm={shown} now={now} />
            <Told alarm={shown} now={now} />
            <AlarmRating key={`rating ${shown.id}`} alarm={shown} />
            <Log alarm={shown} now={now} />
          </>
        )}
      </QueryState>
    </SidePanel>
  );
}
