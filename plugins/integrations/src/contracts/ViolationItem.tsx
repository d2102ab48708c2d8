import { ContractViolation } from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import { ResultIcon, StatusIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { PlaceLink, PlaceOpener } from './PlaceLink';
import styles from './violations.module.css';

/** Where the two texts of a judgement can be seen. */
export interface Texts {
  /** What the judged text is called: `2.0.0`, `your text`. */
  newName: string;
  openOld?: PlaceOpener;
  openNew?: PlaceOpener;
}

const DIRECTIONS = {
  BACKWARD: 'what was made for the earlier version no longer fits the new one',
  FORWARD: 'what is made for the new version does not fit the earlier one',
};

/** One reason why a text isn't compatible: where, why, what to do, and whom it concerns. */
export function ViolationItem(props: {
  violation: ContractViolation;
  texts: Texts;
}) {
  const { violation, texts } = props;
  const { severity, consumers, version, direction } = violation;
  const isError = severity === 'error';
  return (
    <li className={styles.violation}>
      <p className={styles.message}>
        <span className={isError ? shared.failing : shared.degraded}>
          {isError ? (
            <ResultIcon result="fail" />
          ) : (
            <StatusIcon status="degraded" />
          )}
          <span className={shared.hidden}>
            {isError ? 'breaks: ' : 'warning: '}
          </span>
        </span>
        <span className={shared.strong}>{violation.message}</span>
      </p>
      <p className={`${shared.small} ${shared.muted}`}>
        <code className={shared.mono}>{violation.ruleId}</code> · {severity} ·{' '}
        <span title={DIRECTIONS[direction]}>{direction}</span> against {version}
      </p>
      <p className={styles.places}>
        <PlaceLink
          text={version}
          version={version}
          pointer={violation.oldPointer}
          place={violation.oldPlace}
          opener={texts.openOld}
        />
        <span aria-hidden>→</span>
        <PlaceLink
          text={texts.newName}
          version={texts.newName}
          pointer={violation.newPointer}
          place={violation.newPlace}
          opener={texts.openNew}
        />
      </p>
      {violation.advice ? (
        <p>
          <span className={shared.muted}>Without breaking:</span>{' '}
          {violation.advice}
        </p>
      ) : null}
      <p className={shared.small}>
        <span className={shared.muted}>
          {consumers.length ? 'Concerns:' : 'Concerns no declared consumer.'}
        </span>{' '}
        {consumers.map((ref, index) => (
          <span key={ref}>
            {index ? ', ' : ''}
            <EntityLink entityRef={ref} />
          </span>
        ))}
      </p>
    </li>
  );
}
