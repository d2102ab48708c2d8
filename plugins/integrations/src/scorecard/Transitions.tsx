import { CheckResult } from '@tieline/plugin-integrations-common';
import { Transition } from '@tieline/plugin-integrations-common/governance';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { formatInstant, formatMoment } from '../shared/format';
import sharedStyles from '../shared/shared.module.css';
import { ResultLabel } from '../shared/StatusLabel';
import { EvidenceList } from './EvidenceList';
import styles from './evidence.module.css';

const SHOWN_AT_FIRST = 10;

/** All that was judged for the first time at one instant. */
interface FirstJudgement {
  at: string;
  count: number;
}

type Line =
  | { transition: Transition; at: string }
  | { first: FirstJudgement; at: string };

/** Changes one by one; first judgements, which come in dozens, as one line. */
export function toLines(transitions: readonly Transition[]): Line[] {
  const lines: Line[] = [];
  const firsts = new Map<string, FirstJudgement>();
  for (const transition of transitions) {
    const { at } = transition;
    if (transition.from !== null) {
      lines.push({ transition, at });
    } else if (firsts.has(at)) {
      firsts.get(at)!.count += 1;
    } else {
      const first = { at, count: 1 };
      firsts.set(at, first);
      lines.push({ first, at });
    }
  }
  return lines;
}

/** Ends the sentence that the reason is put into. */
function asClause(reason: string): string {
  return reason.replace(/\.$/, '');
}

function LineText(props: { line: Line }) {
  const { line } = props;
  if ('first' in line) {
    const { count } = line.first;
    return (
      <span>
        {count === 1 ? '1 check' : `${count} checks`} judged for the first time
      </span>
    );
  }
  const { title, from, to, reason } = line.transition;
  return (
    <span>
      <b>{title}:</b> <ResultLabel result={from as CheckResult} /> →{' '}
      <ResultLabel result={to} />, because: {asClause(reason)}
    </span>
  );
}

/** What changed lately, newest first. */
export function Transitions(props: {
  transitions: readonly Transition[];
  now: Date;
}) {
  const { transitions, now } = props;
  const [isWhole, setWhole] = useState(false);
  const lines = toLines(transitions);
  if (lines.length === 0) {
    return <p className={styles.panelBody}>Nothing has changed yet.</p>;
  }
  const shown = isWhole ? lines : lines.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ol className={styles.transitions}>
        {shown.map((line, index) => (
          <li key={index}>
            <time
              dateTime={line.at}
              title={formatInstant(line.at)}
              className={sharedStyles.muted}
            >
              {formatMoment(line.at, now)}
            </time>
            <div>
              <LineText line={line} />
              {'transition' in line && line.transition.evidence?.length ? (
                <EvidenceList
                  isPast
                  evidence={line.transition.evidence}
                  now={now}
                />
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      {lines.length > shown.length ? (
        <div className={styles.panelBody}>
          <Button variant="secondary" onPress={() => setWhole(true)}>
            Show all {lines.length}
          </Button>
        </div>
      ) : null}
    </>
  );
}
