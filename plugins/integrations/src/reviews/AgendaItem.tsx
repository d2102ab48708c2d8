import { Link } from '@backstage/ui';
import {
  ReviewDetail,
  ReviewItem,
} from '@tieline/plugin-integrations-common/governance';
import { useEffect, useRef, useState } from 'react';
import { EvidenceList } from '../scorecard/EvidenceList';
import { isOpenable, isOwnPage } from '../scorecard/openable';
import { withLocalTimes } from '../shared/format';
import shared from '../shared/shared.module.css';
import { DecisionDialog } from './DecisionDialog';
import { Disposition } from './Disposition';
import { DialogKind, DispositionButtons } from './DispositionButtons';
import { FindingDialog } from './FindingDialog';
import { LevelLabel } from './ReviewStateLabel';
import { KIND_WORDS } from './reviewWords';
import styles from './reviews.module.css';

/** One item of the agenda: what changed, what shows it, and what follows. */
export function AgendaItem(props: {
  review: ReviewDetail;
  item: ReviewItem;
  now: Date;
  /** Whether it is shown as it was, or is closed. */
  isReadOnly: boolean;
}) {
  const { review, item, now, isReadOnly } = props;
  const [dialog, setDialog] = useState<DialogKind>();
  const itself = useRef<HTMLLIElement>(null);
  const hasActed = useRef(false);
  const isDisposed = Boolean(item.disposition);
  // The button that was pressed is gone: the focus stays with its item.
  useEffect(() => {
    if (hasActed.current && !dialog) {
      hasActed.current = false;
      itself.current?.focus();
    }
  }, [isDisposed, dialog]);
  const close = () => setDialog(undefined);
  const act = () => {
    hasActed.current = true;
  };
  return (
    <li
      ref={itself}
      tabIndex={-1}
      aria-label={item.title}
      className={styles.item}
    >
      <div className={styles.between}>
        <h3 className={styles.name}>{item.title}</h3>
        <span className={shared.row}>
          <LevelLabel level={item.level} />
          <span className={shared.tag}>{KIND_WORDS[item.kind]}</span>
        </span>
      </div>
      {item.detail ? (
        <p className={styles.words}>{withLocalTimes(item.detail)}</p>
      ) : null}
      {item.evidence?.length ? (
        <EvidenceList evidence={item.evidence} now={now} isPast={isReadOnly} />
      ) : null}
      {item.href && isOpenable(item.href) ? (
        <p className={styles.look}>
          <Link
            href={item.href}
            standalone
            className={shared.link}
            aria-label={`Look at it: ${item.title}`}
            {...(isOwnPage(item.href)
              ? {}
              : { target: '_blank', rel: 'noopener noreferrer' })}
          >
            Look at it
          </Link>
        </p>
      ) : null}
      <Disposition review={review} item={item} now={now} />
      {isReadOnly && !isDisposed ? (
        <p className={shared.unknown}>Left open.</p>
      ) : null}
      {isReadOnly ? null : (
        <DispositionButtons
          review={review}
          item={item}
          onOpen={setDialog}
          onAct={act}
        />
      )}
      {dialog === 'finding' ? (
        <FindingDialog
          review={review}
          item={item}
          onDone={act}
          onClose={close}
        />
      ) : null}
      {dialog === 'decision' ? (
        <DecisionDialog
          review={review}
          item={item}
          onDone={act}
          onClose={close}
        />
      ) : null}
    </li>
  );
}
