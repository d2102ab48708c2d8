import { ButtonIcon } from '@backstage/ui';
import { ReactNode, useEffect, useId, useRef } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { CloseIcon } from './icons';
import { useIsNarrow } from './useIsNarrow';
import shared from './shared.module.css';
import styles from './sidePanel.module.css';

interface PanelProps {
  title: ReactNode;
  /** What the title belongs to, above it. */
  place?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}

function PanelContent(props: PanelProps & { headingId: string }) {
  const { title, place, closeLabel, onClose, children, headingId } = props;
  return (
    <>
      <div className={styles.head}>
        <div>
          {place ? <p className={styles.place}>{place}</p> : null}
          <h2 id={headingId}>{title}</h2>
        </div>
        <ButtonIcon
          variant="tertiary"
          icon={<CloseIcon />}
          aria-label={closeLabel}
          className={styles.close}
          onPress={onClose}
        />
      </div>
      {children}
    </>
  );
}

function BesidePanel(
  props: PanelProps & { subject: string; takeFocus: boolean },
) {
  const { takeFocus, subject, onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const headingId = useId();
  useEffect(() => {
    if (takeFocus) {
      panel.current?.focus();
    }
  }, [takeFocus, subject]);
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
      <PanelContent {...props} headingId={headingId} />
    </aside>
  );
}

/**
 * What lies behind a row or a cell: beside it, and on a phone a sheet over it.
 * The one who opens it gets the focus into it; who follows a link does not.
 *
 * @param props - another `subject` is another panel
 */
export function SidePanel(
  props: PanelProps & { subject: string; takeFocus: boolean },
) {
  const isNarrow = useIsNarrow();
  const headingId = useId();
  if (!isNarrow) {
    return <BesidePanel {...props} />;
  }
  return (
    <ModalOverlay
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          props.onClose();
        }
      }}
      className={styles.sheetUnderlay}
    >
      <Modal className={styles.sheet}>
        <Dialog
          aria-labelledby={headingId}
          className={`${shared.page} ${styles.sheetDialog}`}
        >
          <PanelContent {...props} headingId={headingId} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
