import { Button } from '@backstage/ui';
import { integrationEndingManagePermission } from '@tieline/plugin-integrations-common';
import {
  Ending,
  EndingConsumer,
  EndingSubject,
  EndingSummary,
  RetirementFinding,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { DialogButton } from '../shared/DialogButton';
import { EntityLink } from '../shared/EntityLink';
import { CalendarIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { usePermitted } from '../shared/usePermitted';
import { AnnouncementDialog } from './dialogs/AnnouncementDialog';
import { AnswerDialog } from './dialogs/AnswerDialog';
import { BrownoutDialog } from './dialogs/BrownoutDialog';
import { CalendarFeedDialog } from './dialogs/CalendarFeedDialog';
import { ChangePlanDialog } from './dialogs/ChangePlanDialog';
import { ClaimDialog } from './dialogs/ClaimDialog';
import { DeprecateDialog, VendorDraft } from './dialogs/DeprecateDialog';
import { ExtensionDialog } from './dialogs/ExtensionDialog';
import { RetireDialog } from './dialogs/RetireDialog';
import { WithdrawDialog } from './dialogs/WithdrawDialog';
import {
  ALLOWED,
  mayAnswer,
  mayManage,
  mayOverride,
  maySwitchOff,
} from './endingPermits';
import { isOver } from './endingWords';
import { nearDay } from './nearDay';
import styles from './deprecations.module.css';

/**
 * Begins an ending. While nothing is chosen to end, nobody can say who may end
 * it: the dialog asks then.
 */
export function DeprecateButton(props: {
  subject?: EndingSubject;
  onAnnounced?: (ending: Ending) => void;
}) {
  const { subject, onAnnounced } = props;
  const permitted = usePermitted(
    integrationEndingManagePermission,
    'announce that it ends',
    subject?.contract,
  );
  return (
    <DialogButton
      isPrimary
      permitted={subject?.contract ? permitted : ALLOWED}
      dialog={close => (
        <DeprecateDialog
          subject={subject}
          onAnnounced={onAnnounced}
          onClose={close}
        />
      )}
    >
      Deprecate a version
    </DialogButton>
  );
}

/** Announces what a vendor said elsewhere; the dialog asks what of it is missing. */
export function AnnounceVendorButton(props: {
  draft: VendorDraft;
  label: string;
  onAnnounced?: (ending: Ending) => void;
}) {
  const { draft, label, onAnnounced } = props;
  return (
    <DialogButton
      permitted={ALLOWED}
      label={label}
      dialog={close => (
        <DeprecateDialog
          vendor={draft}
          onAnnounced={onAnnounced}
          onClose={close}
        />
      )}
    >
      Announce…
    </DialogButton>
  );
}

/** Opens how to subscribe to the dates. */
export function CalendarFeedButton() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="secondary"
        iconStart={<CalendarIcon />}
        onPress={() => setIsOpen(true)}
      >
        Calendar feed
      </Button>
      {isOpen ? <CalendarFeedDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** What can be done about one consumer that is in the way. */
function ConsumerActions(props: {
  ending: EndingSummary;
  consumer: EndingConsumer;
  finding: RetirementFinding;
  isFirst: boolean;
  now: Date;
}) {
  const { ending, consumer, finding, isFirst, now } = props;
  const { name, extension, ownerRef } = consumer;
  if (finding.kind === 'unnamed') {
    return (
      <DialogButton
        isPrimary={isFirst}
        permitted={ALLOWED}
        dialog={close => (
          <ClaimDialog ending={ending} consumer={consumer} onClose={close} />
        )}
      >
        Claim {name}…
      </DialogButton>
    );
  }
  const isAsked = extension?.state === 'asked';
  return (
    <>
      {isAsked ? (
        <DialogButton
          isPrimary={isFirst}
          permitted={mayManage(ending, 'decide about more time')}
          dialog={close => (
            <ExtensionDialog
              ending={ending}
              consumer={consumer}
              onClose={close}
            />
          )}
        >
          Grant {name} until {nearDay(extension.until, now)}, or refuse…
        </DialogButton>
      ) : null}
      {isAsked && !consumer.mayAnswer ? null : (
        <DialogButton
          isPrimary={isFirst && !isAsked}
          permitted={mayAnswer(consumer)}
          dialog={close => (
            <AnswerDialog ending={ending} consumer={consumer} onClose={close} />
          )}
        >
          Say when {name} moves…
        </DialogButton>
      )}
      {ownerRef ? (
        <span className={shared.small}>
          Talk to <EntityLink entityRef={ownerRef} />
        </span>
      ) : null}
    </>
  );
}

const WITH_CONSUMERS: ReadonlyArray<RetirementFinding['kind']> = [
  'seen',
  'not-agreed',
  'extension',
  'unnamed',
];

/** What can be done about something that is in the way; nothing where it holds. */
export function FindingActions(props: {
  ending: EndingSummary;
  finding: RetirementFinding;
  /** The first thing that somebody should do. */
  isFirst: boolean;
  now: Date;
}) {
  const { ending, finding, isFirst, now } = props;
  const { kind, outcome, consumerIds = [] } = finding;
  if (isOver(ending) || outcome === 'holds') {
    return null;
  }
  if (kind.startsWith('replacement')) {
    return (
      <div className={styles.actions}>
        <DialogButton
          isPrimary={isFirst}
          permitted={mayManage(ending, 'change its end')}
          dialog={close => <ChangePlanDialog ending={ending} onClose={close} />}
        >
          {kind === 'replacement-missing'
            ? 'Name a replacement…'
            : 'Change date or replacement…'}
        </DialogButton>
      </div>
    );
  }
  const consumers = WITH_CONSUMERS.includes(kind)
    ? ending.consumers.filter(({ id }) => consumerIds.includes(id))
    : [];
  return consumers.length ? (
    <ul aria-label={`What to do: ${finding.title}`} className={styles.steps}>
      {consumers.map((consumer, index) => (
        <li key={consumer.id} className={styles.actions}>
          <ConsumerActions
            ending={ending}
            consumer={consumer}
            finding={finding}
            isFirst={isFirst && index === 0}
            now={now}
          />
        </li>
      ))}
    </ul>
  ) : null;
}

/** What can be done with an ending as a whole. */
export function EndingActions(props: { ending: EndingSummary }) {
  const { ending } = props;
  const isSafe = ending.verdict.answer === 'yes';
  return (
    <div className={styles.foot}>
      <DialogButton
        permitted={ALLOWED}
        dialog={close => <AnnouncementDialog ending={ending} onClose={close} />}
      >
        Announcement and HTTP headers
      </DialogButton>
      {isOver(ending) ? null : (
        <>
          <DialogButton
            permitted={maySwitchOff(ending)}
            dialog={close => <BrownoutDialog ending={ending} onClose={close} />}
          >
            Plan a brownout…
          </DialogButton>
          <DialogButton
            permitted={mayManage(ending, 'change its end')}
            dialog={close => (
              <ChangePlanDialog ending={ending} onClose={close} />
            )}
          >
            Change date…
          </DialogButton>
          <DialogButton
            permitted={mayManage(ending, 'take its end back')}
            dialog={close => <WithdrawDialog ending={ending} onClose={close} />}
          >
            Take back…
          </DialogButton>
          <span className={styles.last}>
            <DialogButton
              isPrimary={isSafe}
              permitted={
                isSafe ? mayManage(ending, 'retire it') : mayOverride(ending)
              }
              dialog={close => <RetireDialog ending={ending} onClose={close} />}
            >
              {isSafe ? 'Retire…' : 'Retire with an override…'}
            </DialogButton>
          </span>
        </>
      )}
    </div>
  );
}
