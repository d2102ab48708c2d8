import { TextField } from '@backstage/ui';
import { CalendarFeed } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { CopyButton } from '../shared/CopyButton';
import { PermittedButton } from '../shared/PermittedButton';
import { useMyOwnerRefs } from '../shared/queries';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { CalendarFeeds } from './CalendarFeeds';
import { useAddCalendarFeed } from './useReviews';
import styles from './reviews.module.css';

const WHOSE = [
  { id: 'mine', title: 'What I own' },
  { id: 'all', title: 'Everything' },
] as const;

/** The one time that an address is shown. */
function NewFeed({ feed }: { feed: CalendarFeed }) {
  return (
    <section aria-label="The new feed" className={styles.secret}>
      <p role="status" className={shared.strong}>
        This address is shown once. Copy it now.
      </p>
      <p className={`${shared.code} ${styles.address}`}>{feed.address}</p>
      <div>
        <CopyButton text={feed.address ?? ''} label="the address of the feed" />
      </div>
      <p className={shared.degraded}>
        Whoever has this address can read what you may read of reviews and
        drills, without signing in. Give it to your calendar and to nobody else;
        revoke it where it got about.
      </p>
    </section>
  );
}

/** Gets addresses that a calendar can read reviews from, and makes them worthless. */
export function CalendarFeedDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const mine = useMyOwnerRefs();
  const [title, setTitle] = useState('');
  const [whose, setWhose] = useState<'mine' | 'all'>('mine');
  const { mutate, isPending, error, data } = useAddCalendarFeed();
  const isKnown = whose === 'all' || Boolean(mine?.length);
  return (
    <ActionDialog title="Calendar feed" onClose={onClose} error={error}>
      <p>
        A calendar that subscribes to the address shows when reviews are due and
        drills are held, and keeps up with them.
      </p>
      {data ? (
        <NewFeed feed={data} />
      ) : (
        <div className={styles.form}>
          <TextField
            className={shared.outlinedField}
            label="Title"
            description="What the calendar is called; may stay empty"
            placeholder="Reviews of my team"
            value={title}
            maxLength={100}
            onChange={setTitle}
          />
          <div>
            <Segments
              label="What it shows"
              options={WHOSE}
              value={whose}
              onChange={setWhose}
            />
          </div>
          <PermittedButton
            isPrimary
            showReason
            permitted={
              isKnown
                ? { isAllowed: true }
                : {
                    isAllowed: false,
                    reason: mine && 'You own nothing: choose “Everything”.',
                  }
            }
            isPending={isPending}
            onPress={() =>
              mutate({
                ...(title.trim() && { title: title.trim() }),
                ...(whose === 'mine' && { owner: mine }),
              })
            }
          >
            Create an address
          </PermittedButton>
        </div>
      )}
      <CalendarFeeds />
    </ActionDialog>
  );
}
