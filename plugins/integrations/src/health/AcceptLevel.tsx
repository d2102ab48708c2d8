import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
} from '@backstage/ui';
import {
  HealthDetail,
  Trend,
} from '@tieline/plugin-integrations-common/telemetry';
import { useId, useState } from 'react';
import shared from '../shared/shared.module.css';
import { useMayRespond } from '../alarms/useMayRespond';
import { useTrendAcceptance } from './useTrendAcceptance';
import styles from './trends.module.css';

/** Takes the level of now as usual, once it was confirmed. */
export function AcceptLevel(props: {
  health: HealthDetail;
  trend: Trend;
  /** The level of now in words. */
  level: string;
}) {
  const { health, trend, level } = props;
  const accept = useTrendAcceptance(health);
  const { isAllowed, reason } = useMayRespond();
  const [isOpen, setIsOpen] = useState(false);
  const noteId = useId();
  return (
    <div className={styles.accept}>
      <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
        <Button
          size="small"
          variant="secondary"
          className={shared.outlined}
          isDisabled={!isAllowed}
          aria-describedby={reason ? noteId : undefined}
        >
          Accept the new level…
        </Button>
        <Dialog width="min(440px, 100vw - 32px)">
          <DialogHeader>Take {level} as usual?</DialogHeader>
          <DialogBody>
            <p>
              From then on the {trend.indicator.replace(/-/g, ' ')} of{' '}
              {health.integration.title ?? health.integration.name} is compared
              with its level since this change began. The change counts no
              longer against its status, and its alarm clears.
            </p>
            {accept.error ? (
              <p role="alert" className={shared.fail}>
                {accept.error.message}
              </p>
            ) : null}
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" slot="close">
              Cancel
            </Button>
            <Button
              variant="primary"
              isPending={accept.isPending}
              onPress={() =>
                accept.mutate(trend.indicator, {
                  onSuccess: () => setIsOpen(false),
                })
              }
            >
              Accept
            </Button>
          </DialogFooter>
        </Dialog>
      </DialogTrigger>
      {reason ? (
        <p id={noteId} className={`${shared.small} ${shared.muted}`}>
          {reason}
        </p>
      ) : null}
    </div>
  );
}
