import { Ending } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { Button } from '@backstage/ui';
import { EntityName } from '../shared/EntityLink';
import { formatInstant, formatMoment, withLocalTimes } from '../shared/format';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import styles from './deprecations.module.css';

/** What happened lately is what people look for. */
const FIRST_EVENTS = 8;

/** What was said and done about an ending, latest first. */
export function EndingHistory(props: { ending: Ending; now: Date }) {
  const { ending, now } = props;
  const [showsAll, setShowsAll] = useState(false);
  const { events } = ending;
  const shown = showsAll ? events : events.slice(0, FIRST_EVENTS);
  return (
    <Card title="History">
      {events.length ? (
        <ol aria-label="History, latest first">
          {shown.map(({ at, by, kind, text }, index) => (
            <li key={`${at} ${kind} ${index}`} className={styles.event}>
              <time
                dateTime={at}
                title={formatInstant(at)}
                className={`${shared.small} ${shared.muted}`}
              >
                {formatMoment(at, now)}
              </time>
              <span className={styles.words}>
                {withLocalTimes(text)}
                {by ? (
                  <span className={shared.muted}>
                    {' '}
                    {by.includes(':') ? <EntityName entityRef={by} /> : by}
                  </span>
                ) : null}
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <p className={`${styles.sentence} ${shared.muted}`}>
          Nothing has happened yet.
        </p>
      )}
      {events.length > shown.length ? (
        <div className={styles.foot}>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setShowsAll(true)}
          >
            {`${events.length - shown.length} earlier`}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
