import {
  Ending,
  EndingConsumer,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { counted } from '../contracts/contractWords';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { isOver } from './endingWords';
import styles from './deprecations.module.css';

/** Of an unnamed caller a finding says what to do. */
function isOwnerMissing({ ownerRef, kind, state }: EndingConsumer): boolean {
  return (
    !ownerRef &&
    kind !== 'unnamed' &&
    state !== 'left' &&
    state !== 'presumed-gone'
  );
}

function Item(props: { title: ReactNode; children: ReactNode }) {
  return (
    <li className={styles.brownout}>
      <div className={styles.words}>
        <p>{props.title}</p>
        <p className={`${shared.small} ${shared.muted}`}>{props.children}</p>
      </div>
    </li>
  );
}

/** Whom nothing of this ending reaches, why, and what helps; nothing where all were told. */
export function EndingUntoldCard(props: { ending: Ending; now: Date }) {
  const { ending, now } = props;
  const { untold, title: subject, ownerRef } = ending;
  const goesOn = !isOver(ending);
  const ownerless = goesOn ? ending.consumers.filter(isOwnerMissing) : [];
  const isUnowned = goesOn && !ownerRef;
  if (!untold.length && !ownerless.length && !isUnowned) {
    return null;
  }
  return (
    <Card title="Nobody could be told">
      <ul aria-label="Nobody could be told">
        {untold.map(({ at, title, recipientRef, attempts, problem }, index) => (
          <Item
            key={`${at} ${index}`}
            title={
              <>
                {recipientRef ? (
                  <>
                    <EntityLink entityRef={recipientRef} />:{' '}
                  </>
                ) : null}
                {title}
              </>
            }
          >
            Given up{' '}
            <time dateTime={at} title={formatInstant(at)}>
              {formatMoment(at, now)}
            </time>{' '}
            after {counted(attempts, 'attempt')}: {problem}. Tell them yourself,
            or give it an owner that can be told.
          </Item>
        ))}
        {ownerless.map(({ id, name, entityRef }) => (
          <Item
            key={id}
            title={
              entityRef ? (
                <EntityLink entityRef={entityRef} name={name} />
              ) : (
                name
              )
            }
          >
            Nobody owns it. Give it an owner in the catalog: the owner is told
            then.
          </Item>
        ))}
        {isUnowned ? (
          <Item title={subject}>
            Nobody owns it: of who begins to use it, asks for more time or will
            be late nobody is told. Give it an owner.
          </Item>
        ) : null}
      </ul>
    </Card>
  );
}
