import { CheckResult } from '@tieline/plugin-integrations-common';
import {
  EndingSummary,
  RetirementFinding,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import { withLocalTimes } from '../shared/format';
import { ResultIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { FindingActions } from './EndingActions';
import styles from './deprecations.module.css';

const OUTCOMES: Record<
  RetirementFinding['outcome'],
  { result: CheckResult; look: string; word: string }
> = {
  blocks: { result: 'fail', look: shared.fail, word: 'In the way' },
  unknown: {
    result: 'unmeasured',
    look: shared.unmeasuredResult,
    word: 'Not known',
  },
  holds: { result: 'pass', look: shared.pass, word: 'Fine' },
};

/** More names than these say no more than their number. */
const MOST_NAMES = 8;

/** Whom a finding is about, each with its page where the catalog has one. */
function Subjects(props: {
  ending: EndingSummary;
  finding: RetirementFinding;
}) {
  const { consumerIds = [] } = props.finding;
  const consumers = props.ending.consumers.filter(
    ({ id, entityRef }) => entityRef && consumerIds.includes(id),
  );
  const shown = consumers.slice(0, MOST_NAMES);
  const more = consumers.length - shown.length;
  return shown.length ? (
    <p className={`${shared.small} ${styles.names}`}>
      {shown.map(({ id, entityRef }) => (
        <EntityLink key={id} entityRef={entityRef!} />
      ))}
      {more ? <span className={shared.muted}>and {more} more</span> : null}
    </p>
  ) : null;
}

/** One reason for or against retiring it, and what can be done about it. */
export function FindingItem(props: {
  ending: EndingSummary;
  finding: RetirementFinding;
  isFirst: boolean;
  now: Date;
}) {
  const { ending, finding, isFirst, now } = props;
  const { outcome, title, detail } = finding;
  const { result, look, word } = OUTCOMES[outcome];
  return (
    <li className={styles.finding}>
      <span className={look}>
        <ResultIcon result={result} />
        <span className={shared.hidden}>{word}: </span>
      </span>
      <div className={styles.findingBody}>
        <p className={outcome === 'holds' ? undefined : shared.strong}>
          {withLocalTimes(title)}
        </p>
        {detail ? (
          <p className={`${shared.small} ${shared.muted}`}>
            {withLocalTimes(detail)}
          </p>
        ) : null}
        <Subjects ending={ending} finding={finding} />
        <FindingActions
          ending={ending}
          finding={finding}
          isFirst={isFirst}
          now={now}
        />
      </div>
    </li>
  );
}
