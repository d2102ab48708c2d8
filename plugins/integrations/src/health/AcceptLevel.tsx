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
import { NO_PERMISSION, useTrendAcceptance } from './useTrendAcceptance';
import styles from './health.module.css';

/** Takes the level of now as usual, once it was confirmed. */
export function AcceptLevel(props: {
  health: HealthDetail;
  trend: Trend;
  /** The level of now in words. */
  level: string;
}) {
  const { health, trend, level } = props;
  const { accept, isAllowed } = useTrendAcceptance(health);
  const [isOpen, setIsOpen] = useState(false);
  const noteId = useId();
  const isRefused = isAllowed === false;
  return (
    <div className={styles.accept}>
      <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
        <Button
          size="small"
          variant="secondary"
          className={shared.outlined}
          isDisabled={!isAllowed}
          aria-describedby={isRefused ? noteId : undefined}
        >
          Accept the new level…
        </Button>
        <Dialog>
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
            <Button variant="secondary" slot="close">
              Cancel
            </Button>
          </DialogFooter>
        </Dialog>
      </DialogTrigger>
      {isRefused ? (
        <p id={noteId} className={`${shared.small} ${shared.muted}`}>
          {NO_PERMISSION}
        </p>
      ) : null}
    </div>
  );
}
