import { ButtonIcon } from '@backstage/ui';
import { ReactNode, useEffect, useId, useRef } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { CloseIcon } from './icons';
import sharedStyles from './shared.module.css';
import styles from './sidePanel.module.css';
import { useIsNarrow } from './useIsNarrow';

interface SidePanelProps {
  /** What it is part of, above the heading. */
  place?: ReactNode;
  title: ReactNode;
  closeLabel: string;
  /** What it shows: the focus follows it. */
  of: string;
  /** Whoever opened it gets the focus into it; who follows a link does not. */
  takeFocus: boolean;
  onClose: () => void;
  children: ReactNode;
}

function Content(props: SidePanelProps & { headingId: string }) {
  return (
    <>
      <div className={styles.head}>
        <div className={styles.heading}>
          {props.place ? <p className={styles.place}>{props.place}</p> : null}
          <h2 id={props.headingId}>{props.title}</h2>
        </div>
        <ButtonIcon
          variant="tertiary"
          icon={<CloseIcon />}
          aria-label={props.closeLabel}
          className={styles.close}
          onPress={props.onClose}
        />
      </div>
      {props.children}
    </>
  );
}

function Aside(props: SidePanelProps) {
  const { takeFocus, of, onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const headingId = useId();
  useEffect(() => {
    if (takeFocus) {
      // A long panel would move the list away from under the pointer.
      panel.current?.focus({ preventScroll: true });
    }
  }, [takeFocus, of]);
  return (
    // Escape bubbles here from the links and buttons within.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={headingId}
      className={styles.panel}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          onClose();
        }
      }}
    >
      <Content {...props} headingId={headingId} />
    </aside>
  );
}

/** Details of what was chosen: beside a list, and on a phone a sheet over it. */
export function SidePanel(props: SidePanelProps) {
  const isNarrow = useIsNarrow();
  const headingId = useId();
  if (!isNarrow) {
    return <Aside {...props} />;
  }
  return (
    <ModalOverlay
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          props.onClose();
        }
      }}
      className={styles.underlay}
    >
      <Modal className={styles.sheet}>
        <Dialog
          aria-labelledby={headingId}
          className={`${sharedStyles.page} ${styles.dialog}`}
        >
          <Content {...props} headingId={headingId} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
