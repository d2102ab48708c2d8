import { Button } from '@backstage/ui';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { useId } from 'react';
import { EntityName } from '../shared/EntityLink';
import { formatCount, formatDay } from '../shared/format';
import { useNow } from '../shared/useNow';
import shared from '../shared/shared.module.css';
import { NO_PERMISSION, useDismissal } from './useDriftQueries';
import styles from './drift.module.css';

function By(props: { by: string }) {
  return props.by.startsWith('user:') ? (
    <EntityName entityRef={props.by} />
  ) : (
    <>{props.by}</>
  );
}

/** Who dismissed it and why, or why it is back. */
export function DecisionNote(props: { item: DriftItem; onUndo: () => void }) {
  const { dismissal, cameBack } = props.item;
  const now = useNow();
  const { isAllowed } = useDismissal();
  const noteId = useId();
  const isRefused = isAllowed === false;
  if (dismissal) {
    return (
      <div className={styles.note} role="note">
        <p>
          <b className={shared.strong}>Dismissed</b> by <By by={dismissal.by} />{' '}
          on {formatDay(dismissal.at, now)}, until{' '}
          {formatDay(dismissal.expiresAt, now)}: {dismissal.reason}
        </p>
        <p className={`${shared.small} ${shared.muted}`}>
          More than {formatCount(2 * dismissal.callsPerDay)} calls in 24 h bring
          it back before.
        </p>
        <Button
          size="small"
          variant="secondary"
          isDisabled={!isAllowed}
          aria-describedby={isRefused ? noteId : undefined}
          onPress={props.onUndo}
        >
          Undo
        </Button>
        {isRefused ? (
          <p id={noteId} className={`${shared.small} ${shared.muted}`}>
            {NO_PERMISSION}
          </p>
        ) : null}
      </div>
    );
  }
  return cameBack ? (
    <div className={styles.note} role="note">
      <p>
        <b className={shared.strong}>Back since</b>{' '}
        {formatDay(cameBack.endedAt, now)}:{' '}
        {cameBack.because === 'expired'
          ? 'its dismissal expired.'
          : `${formatCount(cameBack.callsThen)} calls in 24 h, more than twice the ${formatCount(cameBack.callsPerDay)} of when it was dismissed.`}
      </p>
      <p className={`${shared.small} ${shared.muted}`}>
        <By by={cameBack.by} /> dismissed it on {formatDay(cameBack.at, now)}:{' '}
        {cameBack.reason}
      </p>
    </div>
  ) : null;
}
