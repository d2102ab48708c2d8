import { ButtonIcon } from '@backstage/ui';
import { CheckResult } from '@tieline/plugin-integrations-common';
import {
  Ending,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { useEffect, useId, useRef } from 'react';
import { formatInstant, formatMoment, withLocalTimes } from '../shared/format';
import { CloseIcon, ResultIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { EndingActions, FindingActions } from './EndingActions';
import { EndingFacts } from './EndingFacts';
import { EndingStatusLabel } from './EndingStatusLabel';
import { answerWords, isOver } from './endingWords';
import { FindingItem } from './FindingItem';
import { FindingSubjects } from './FindingSubjects';
import styles from './deprecations.module.css';

const ANSWERS: Record<
  EndingSummary['verdict']['answer'],
  { result: CheckResult; look: string }
> = {
  yes: { result: 'pass', look: shared.pass },
  no: { result: 'fail', look: shared.fail },
  unknown: { result: 'unmeasured', look: shared.unmeasuredResult },
};

/** What the panel is about, as a question while it can be asked. */
export function panelTitle(ending: EndingSummary): string {
  return isOver(ending) ? ending.title : `Is ${ending.title} safe to retire?`;
}

function Answer({ ending }: { ending: EndingSummary }) {
  if (isOver(ending)) {
    return <EndingStatusLabel ending={ending} />;
  }
  const { result, look } = ANSWERS[ending.verdict.answer];
  return (
    <span className={`${shared.status} ${look} ${styles.answer}`}>
      <ResultIcon result={result} />
      {answerWords(ending.verdict)}
    </span>
  );
}

/** The answer, what speaks for and against it, and what can be done. */
export function EndingPanelBody(props: { ending: EndingSummary; now: Date }) {
  const { ending, now } = props;
  const { verdict, retirementOverride } = ending as EndingSummary &
    Partial<Ending>;
  return (
    <>
      <p className={styles.sentence}>
        {withLocalTimes(verdict.sentence)}{' '}
        <span className={`${shared.small} ${shared.muted}`}>
          As of{' '}
          <time dateTime={verdict.asOf} title={formatInstant(verdict.asOf)}>
            {formatMoment(verdict.asOf, now)}
          </time>
          .
        </span>
      </p>
      {retirementOverride ? (
        <p className={styles.sentence}>
          Retired although something was in the way: {retirementOverride}
        </p>
      ) : null}
      <EndingFacts ending={ending} now={now} />
      <ul
        aria-label="What speaks for and against it"
        className={styles.findings}
      >
        {verdict.findings.map((finding, index) => (
          <FindingItem
            key={`${finding.kind} ${finding.title}`}
            finding={finding}
          >
            <FindingSubjects ending={ending} finding={finding} />
            <FindingActions
              ending={ending}
              finding={finding}
              isFirst={index === 0}
              now={now}
            />
          </FindingItem>
        ))}
      </ul>
      {ending.hiddenConsumers ? (
        <p className={`${styles.sentence} ${shared.small} ${shared.muted}`}>
          {ending.hiddenConsumers} more use it by integrations that you may not
          see; they count, too.
        </p>
      ) : null}
      <EndingActions ending={ending} />
    </>
  );
}

/** The panel on a desk: a card below the timeline. */
export function EndingPanel(props: {
  ending: EndingSummary;
  now: Date;
  /** Whoever opened it gets the focus into it; who follows a link does not. */
  takeFocus: boolean;
  /** Missing where nobody chose it: it is the one that needs somebody first. */
  onClose?: () => void;
}) {
  const { ending, now, takeFocus, onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const headingId = useId();
  useEffect(() => {
    if (takeFocus) {
      panel.current?.focus();
    }
  }, [takeFocus, ending.id]);
  return (
    // Escape bubbles here from the links and buttons within.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={panel}
      tabIndex={-1}
      aria-labelledby={headingId}
      className={`${shared.card} ${styles.panel}`}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          onClose?.();
        }
      }}
    >
      <div className={shared.cardHead}>
        <h2 id={headingId}>{panelTitle(ending)}</h2>
        <span className={shared.row}>
          <Answer ending={ending} />
          {onClose ? (
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<CloseIcon />}
              aria-label={`Close ${ending.title}`}
              onPress={onClose}
            />
          ) : null}
        </span>
      </div>
      <EndingPanelBody ending={ending} now={now} />
    </section>
  );
}

/** The answer for a sheet, whose heading is outside. */
export function PanelAnswer(props: { ending: EndingSummary }) {
  return (
    <p className={styles.sentence}>
      <Answer ending={props.ending} />
    </p>
  );
}
