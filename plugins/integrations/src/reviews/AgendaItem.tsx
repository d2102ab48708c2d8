import { Link } from '@backstage/ui';
import {
  Finding,
  ReviewDetail,
  ReviewItem,
} from '@tieline/plugin-integrations-common/governance';
import { useEffect, useRef, useState } from 'react';
import { Publisher } from '../contracts/Publisher';
import { EvidenceList } from '../scorecard/EvidenceList';
import { isOpenable, isOwnPage } from '../scorecard/openable';
import { formatDate } from '../shared/days';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant, formatMoment, withLocalTimes } from '../shared/format';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { DecisionDialog } from './DecisionDialog';
import { FindingDialog } from './FindingDialog';
import { mayHold } from './reviewPermits';
import { LevelLabel } from './ReviewStateLabel';
import { KIND_WORDS } from './reviewWords';
import { useDispose, useReopenItem } from './useReviews';
import styles from './reviews.module.css';

interface ItemProps {
  review: ReviewDetail;
  item: ReviewItem;
  now: Date;
  /** Whether it is shown as it was, or is closed. */
  isReadOnly: boolean;
}

const DISPOSED = { fine: 'Fine', finding: 'Finding', decision: 'Decision' };

function What(props: {
  disposition: NonNullable<ReviewItem['disposition']>;
  finding: Finding | undefined;
  now: Date;
}) {
  const { disposition, finding, now } = props;
  if (finding) {
    return (
      <>
        {' '}
        {finding.title}, <EntityLink entityRef={finding.ownerRef} />, due{' '}
        {formatDate(finding.dueOn, now)}.
      </>
    );
  }
  return <>{disposition.note ? ` ${disposition.note}` : ''}</>;
}

/** What followed from the item, and who said so. */
function Disposition(props: ItemProps) {
  const { review, item, now } = props;
  const { disposition } = item;
  if (!disposition) {
    return null;
  }
  const { kind, by, at, findingId } = disposition;
  return (
    <p className={styles.disposition}>
      <span className={styles.words}>
        <b className={shared.strong}>{DISPOSED[kind]}.</b>
        <What
          disposition={disposition}
          finding={review.findings.find(({ id }) => id === findingId)}
          now={now}
        />
      </span>
      <span className={`${shared.small} ${shared.muted}`}>
        <Publisher by={by} />{' '}
        <time dateTime={at} title={formatInstant(at)}>
          {formatMoment(at, now)}
        </time>
      </span>
    </p>
  );
}

type DialogKind = 'finding' | 'decision';

/** What can follow from the item, or its undoing. */
function Buttons(props: {
  review: ReviewDetail;
  item: ReviewItem;
  onOpen: (dialog: DialogKind) => void;
  onAct: () => void;
}) {
  const { review, item, onOpen, onAct } = props;
  const permitted = mayHold(review.mayHold, review);
  const fine = useDispose(review.id, item.id);
  const undo = useReopenItem(review.id, item.id);
  const error = fine.error ?? undo.error;
  return (
    <>
      {error ? (
        <p role="alert" className={shared.failing}>
          That did not work: {withLocalTimes(error.message)}
        </p>
      ) : null}
      <div className={shared.actions}>
        {item.disposition ? (
          <PermittedButton
            isQuiet
            permitted={permitted}
            label={`Undo: ${item.title}`}
            isPending={undo.isPending}
            onPress={() => {
              onAct();
              undo.mutate();
            }}
          >
            Undo
          </PermittedButton>
        ) : (
          <>
            <PermittedButton
              permitted={permitted}
              label={`Fine: ${item.title}`}
              isPending={fine.isPending}
              onPress={() => {
                onAct();
                fine.mutate({ kind: 'fine' });
              }}
            >
              Fine
            </PermittedButton>
            <PermittedButton
              permitted={permitted}
              label={`Finding… ${item.title}`}
              onPress={() => onOpen('finding')}
            >
              Finding…
            </PermittedButton>
            <PermittedButton
              permitted={permitted}
              label={`Decision… ${item.title}`}
              onPress={() => onOpen('decision')}
            >
              Decision…
            </PermittedButton>
          </>
        )}
      </div>
    </>
  );
}

/** One item of the agenda: what changed, what shows it, and what follows. */
export function AgendaItem(props: ItemProps) {
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
      <Disposition {...props} />
      {isReadOnly && !isDisposed ? (
        <p className={shared.unknown}>Left open.</p>
      ) : null}
      {isReadOnly ? null : (
        <Buttons review={review} item={item} onOpen={setDialog} onAct={act} />
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
