import { Button, DialogTrigger, Popover } from '@backstage/ui';
import { ReactNode } from 'react';
import { CallIndicators } from '@tieline/plugin-integrations-common/telemetry';
import { formatInstant } from './format';
import styles from './shared.module.css';

/** Who says a number, and for when: what its popover shows. */
export interface NumberEvidence {
  value: string;
  source?: string;
  time?: string;
  note?: string;
}

/** A dashed word in the place of a number that nobody measured. */
export function Unmeasured(props: { because?: string }) {
  return (
    <span className={styles.unmeasured} title={props.because}>
      unmeasured
      {props.because ? (
        <span className={styles.hidden}>: {props.because}</span>
      ) : null}
    </span>
  );
}

/** Where the numbers of a window of calls come from, in words. */
export function callEvidence(
  value: string,
  calls: CallIndicators,
): NumberEvidence {
  return {
    value,
    source: `${calls.source}, seen by the ${calls.side}`,
    time: `${formatInstant(calls.from)} to ${formatInstant(calls.to)}`,
    note: calls.unmeasuredBecause,
  };
}

/**
 * A number that says who, when and what on hover, and on a press (or touch)
 * in a popover.
 */
export function Measured(props: {
  children: ReactNode;
  name: string;
  evidence: NumberEvidence;
}) {
  const { children, name, evidence } = props;
  const lines = [
    ['Value', evidence.value],
    ['Source', evidence.source],
    ['Time', evidence.time],
    ['Note', evidence.note],
  ].filter((line): line is [string, string] => Boolean(line[1]));
  return (
    <DialogTrigger>
      <Button
        className={styles.number}
        variant="tertiary"
        size="small"
        aria-label={`${name}: ${evidence.value}`}
      >
        <span title={lines.map(line => line.join(': ')).join('\n')}>
          {children}
        </span>
      </Button>
      <Popover aria-label={name}>
        <dl className={styles.evidence}>
          {lines.map(([term, text]) => (
            <div key={term} style={{ display: 'contents' }}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Popover>
    </DialogTrigger>
  );
}
