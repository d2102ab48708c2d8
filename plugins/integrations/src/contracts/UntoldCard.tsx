import { Contract } from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { counted } from './contractWords';
import styles from './view.module.css';

/** Messages about this contract that nobody took; nothing where all were told. */
export function UntoldCard(props: { contract: Contract; now: Date }) {
  const { contract, now } = props;
  const { untold } = contract;
  return untold.length ? (
    <Card title="Could not be told">
      <ul>
        {untold.map(({ at, title, recipientRef, attempts, problem }, index) => (
          <li key={index} className={styles.version}>
            <div className={styles.versionBody}>
              <p>
                {recipientRef ? (
                  <EntityLink entityRef={recipientRef} />
                ) : (
                  'The health pages'
                )}
                : {title}
              </p>
              <p className={`${shared.small} ${shared.muted}`}>
                Given up{' '}
                <time dateTime={at} title={formatInstant(at)}>
                  {formatMoment(at, now)}
                </time>{' '}
                after {counted(attempts, 'attempt')}: {problem}
                {recipientRef ? '. Tell them yourself.' : null}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  ) : null;
}
