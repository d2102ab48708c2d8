import { Button } from '@backstage/ui';
import { MaintenanceWindow } from '@tieline/plugin-integrations-common/telemetry';
import { useState } from 'react';
import { EntityLink, shortName } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Actor } from './AlarmActions';
import { DrillTag } from './DrillTag';
import { MaintenanceDialog } from './MaintenanceDialog';
import { useEndMaintenance, useMaintenance } from './useMaintenance';
import { useMayRespond } from './useMayRespond';
import styles from './alarms.module.css';

function Window(props: {
  window: MaintenanceWindow;
  now: Date;
  isAllowed: boolean;
  reason?: string;
}) {
  const { window, now, isAllowed, reason } = props;
  const { mutate, isPending, error } = useEndMaintenance();
  const isOn = Date.parse(window.from) <= now.getTime();
  return (
    <li>
      <div className={styles.between}>
        <span>
          <EntityLink entityRef={window.subject} />{' '}
          <span className={shared.tag}>{isOn ? 'now' : 'announced'}</span>
        </span>
        <span title={reason}>
          <Button
            size="small"
            variant="secondary"
            className={shared.outlined}
            aria-label={`${isOn ? 'End' : 'Call off'} the maintenance of ${shortName(window.subject)}`}
            isDisabled={!isAllowed || isPending}
            onPress={() => mutate(window.id)}
          >
            {isOn ? 'End' : 'Call off'}
          </Button>
        </span>
      </div>
      {window.kind === 'drill' && window.label ? (
        <DrillTag drill={{ label: window.label, href: window.href }} />
      ) : (
        <span>{window.reason}</span>
      )}
      <span className={`${shared.small} ${shared.muted}`}>
        <time dateTime={window.from} title={formatInstant(window.from)}>
          {formatMoment(window.from, now)}
        </time>{' '}
        to{' '}
        <time dateTime={window.to} title={formatInstant(window.to)}>
          {formatMoment(window.to, now)}
        </time>
        , by <Actor actor={window.createdBy} />
      </span>
      {error ? (
        <span role="alert" className={shared.failing}>
          That did not work: {error.message}
        </span>
      ) : null}
    </li>
  );
}

/** Times in which nobody is told. */
export function MaintenanceCard(props: { now: Date }) {
  const { now } = props;
  const query = useMaintenance();
  const { isAllowed, reason } = useMayRespond();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <Card
      title="Maintenance"
      end={
        <span title={reason}>
          <Button
            size="small"
            variant="secondary"
            className={shared.outlined}
            isDisabled={!isAllowed}
            onPress={() => setIsAdding(true)}
          >
            Announce maintenance
          </Button>
        </span>
      }
    >
      <QueryState
        what="Maintenance windows"
        query={query}
        skeleton={<SkeletonRows rows={2} heightPx={64} />}
      >
        {({ items }) =>
          items.length ? (
            <ul className={styles.items}>
              {items.map(window => (
                <Window
                  key={window.id}
                  window={window}
                  now={now}
                  isAllowed={isAllowed}
                  reason={reason}
                />
              ))}
            </ul>
          ) : (
            <p className={shared.cardBody}>
              None now and none announced. While one is on, nobody is told of
              alarms of what it is for.
            </p>
          )
        }
      </QueryState>
      {isAdding ? (
        <MaintenanceDialog now={now} onClose={() => setIsAdding(false)} />
      ) : null}
    </Card>
  );
}
