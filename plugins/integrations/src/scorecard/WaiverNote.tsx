import { Link } from '@backstage/ui';
import { CheckOutcome } from '@tieline/plugin-integrations-common/governance';
import { distanceWords, formatDate } from '../shared/days';
import sharedStyles from '../shared/shared.module.css';
import { useWaiversHref } from '../waivers/useWaiversHref';
import styles from './evidence.module.css';

function words(
  { result, waiver }: CheckOutcome,
  now: Date,
): string | undefined {
  if (!waiver) {
    return undefined;
  }
  const until = `${formatDate(waiver.until, now)} (${distanceWords(waiver.until, now)})`;
  if (waiver.state === 'approved') {
    return `The waiver holds until ${until}.`;
  }
  const what = result === 'waived' ? 'A renewal' : 'A waiver';
  return `${what} until ${until} was asked for and waits for a decision.`;
}

/** That an exception holds or is asked for, until when, and where it is. */
export function WaiverNote(props: { outcome: CheckOutcome; now: Date }) {
  const { outcome, now } = props;
  const { waiver } = outcome;
  const hrefOf = useWaiversHref();
  if (!waiver) {
    return null;
  }
  const href = hrefOf({ waiver: waiver.id });
  return (
    <p className={styles.waiver}>
      {words(outcome, now)}{' '}
      {href ? (
        <Link href={href} standalone className={sharedStyles.link}>
          Open the waiver
        </Link>
      ) : null}
    </p>
  );
}
