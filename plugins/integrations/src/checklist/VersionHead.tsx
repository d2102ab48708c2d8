import { ChecklistVersionDetail } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { DialogButton } from '../shared/DialogButton';
import { formatInstant, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { ActivateDialog } from './ActivateDialog';
import {
  counted,
  mayManage,
  ORIGIN_WORDS,
  STATE_WORDS,
} from './checklistWords';
import { DiscardDialog } from './DiscardDialog';
import styles from './checklist.module.css';

function Event(props: { word: string; at?: string; by?: string; now: Date }) {
  const { word, at, by, now } = props;
  return at ? (
    <li>
      {word} <time title={formatInstant(at)}>{formatMoment(at, now)}</time>
      {by ? (
        <>
          {' '}
          by <Publisher by={by} />
        </>
      ) : null}
    </li>
  ) : null;
}

function Actions({ detail }: { detail: ChecklistVersionDetail }) {
  const { state } = detail;
  const permitted = mayManage(detail, 'change what counts');
  if (state !== 'draft' && state !== 'past') {
    return null;
  }
  return (
    <>
      <div className={shared.actions}>
        <DialogButton
          isPrimary={state === 'draft'}
          permitted={permitted}
          dialog={close => <ActivateDialog detail={detail} onClose={close} />}
        >
          {state === 'past' ? 'Activate again…' : 'Activate…'}
        </DialogButton>
        {state === 'draft' ? (
          <DialogButton
            permitted={permitted}
            dialog={close => <DiscardDialog version={detail} onClose={close} />}
          >
            Discard…
          </DialogButton>
        ) : null}
      </div>
      {permitted.reason ? (
        <p className={`${shared.small} ${shared.muted}`}>{permitted.reason}</p>
      ) : null}
    </>
  );
}

/** What a version is, who brought it, and what can be done with it. */
export function VersionHead(props: {
  detail: ChecklistVersionDetail;
  now: Date;
}) {
  const { detail, now } = props;
  const { version, state, origin, note, text } = detail;
  return (
    <Card
      title={version}
      end={<span className={shared.tag}>{STATE_WORDS[state]}</span>}
    >
      <div className={`${shared.cardBody} ${shared.stack}`}>
        <p>
          {counted(detail.questions, 'question')},{' '}
          {counted(detail.checks, 'check')}; {ORIGIN_WORDS[origin]}.
        </p>
        {note ? <p className={styles.words}>{note}</p> : null}
        <ul
          className={`${shared.small} ${shared.muted}`}
          aria-label={`History of ${version}`}
        >
          <Event
            word="drafted"
            at={detail.createdAt}
            by={detail.createdBy}
            now={now}
          />
          <Event
            word="activated"
            at={detail.activatedAt}
            by={detail.activatedBy}
            now={now}
          />
          <Event
            word={state === 'discarded' ? 'discarded' : 'ended'}
            at={detail.endedAt}
            by={detail.endedBy}
            now={now}
          />
        </ul>
        <Actions detail={detail} />
        {text ? (
          <details>
            <summary>The text, as it was sent</summary>
            <ScrollRegion className={shared.code} label={`Text of ${version}`}>
              <pre>{text}</pre>
            </ScrollRegion>
          </details>
        ) : null}
      </div>
    </Card>
  );
}
