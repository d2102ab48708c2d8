import { Radio, RadioGroup } from '@backstage/ui';
import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { CalendarFeedRequest } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { CopyButton } from '../../shared/CopyButton';
import { useMyOwnerRefs } from '../../shared/queries';
import { ScrollRegion } from '../../shared/ScrollRegion';
import shared from '../../shared/shared.module.css';
import { useCreateCalendarFeed } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import styles from './dialogs.module.css';

type FeedContent = 'everything' | 'used' | 'provided';

const CONTENTS: ReadonlyArray<{ id: FeedContent; title: string }> = [
  { id: 'everything', title: 'Everything that ends' },
  { id: 'used', title: 'What I and my teams use' },
  { id: 'provided', title: 'What I and my teams provide' },
];

/** The API's own bound; nobody is a member of more groups than that. */
const MOST_OWNERS = 50;

function toRequest(content: FeedContent, mine: string[]): CalendarFeedRequest {
  const owners = mine.slice(0, MOST_OWNERS);
  switch (content) {
    case 'used':
      return { consumer: owners };
    case 'provided':
      return { provider: owners };
    default:
      return {};
  }
}

function useContractsAddress() {
  const discovery = useApi(discoveryApiRef);
  return useQuery({
    queryKey: ['contracts-address'],
    queryFn: () => discovery.getBaseUrl('integration-contracts'),
    staleTime: Infinity,
  });
}

/** The address, which is shown only this once. */
function FeedAddress(props: { address: string }) {
  const { address } = props;
  return (
    <section className={styles.part} aria-label="Address of the feed">
      <div className={styles.partHead}>
        <h3>Your feed’s address</h3>
        <CopyButton text={address} label="the address" />
      </div>
      <ScrollRegion className={shared.code} label="Address">
        <code className={styles.words}>{address}</code>
      </ScrollRegion>
      <p>
        Subscribe to it in your calendar program. It is shown only this once:
        copy it now.
      </p>
    </section>
  );
}

/** Makes a secret address under which a calendar program finds what ends. */
export function CalendarFeedDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const [content, setContent] = useState<FeedContent>('everything');
  const mine = useMyOwnerRefs() ?? [];
  const base = useContractsAddress();
  const feed = useCreateCalendarFeed();
  const address = feed.data && base.data && `${base.data}${feed.data.path}`;
  return (
    <ActionDialog
      title="Calendar feed of what ends"
      onClose={onClose}
      error={feed.error ?? base.error}
      action={
        address
          ? undefined
          : {
              label: 'Make an address',
              missing:
                content !== 'everything' && mine.length === 0
                  ? ['somebody who is signed in and owns something']
                  : [],
              isPending: feed.isPending || base.isPending,
              onPress: () => feed.mutate(toRequest(content, mine)),
            }
      }
    >
      {address ? (
        <FeedAddress address={address} />
      ) : (
        <RadioGroup
          label="What is in it"
          value={content}
          onChange={value => setContent(value as FeedContent)}
        >
          {CONTENTS.map(({ id, title }) => (
            <Radio key={id} value={id}>
              {title}
            </Radio>
          ))}
        </RadioGroup>
      )}
      <p>
        Whoever has the address sees what you may see of it, without signing in.
        A new address replaces the one before, which then leads nowhere.
      </p>
    </ActionDialog>
  );
}
