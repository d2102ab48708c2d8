import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import { IntegrationScorecard } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { DayField } from '../shared/DayField';
import { formatDate, utcDay } from '../shared/days';
import { formatInstant, formatMoment } from '../shared/format';
import { Card, TabFrame } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { useScorecard } from '../shared/queries';
import sharedStyles from '../shared/shared.module.css';
import { useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { questionsByUrgency } from './byUrgency';
import { PastDayContext } from './PastDayContext';
import { QuestionSection } from './QuestionSection';
import { RunChecklist } from './RunChecklist';
import { ToldEvidence } from './ToldEvidence';
import { Transitions } from './Transitions';
import { useOpenQuestions } from './useOpenQuestions';
import styles from './evidence.module.css';

/** The score in words, its parts apart. */
function ScoreSummary(props: { scorecard: IntegrationScorecard; now: Date }) {
  const { scorecard, now } = props;
  const { score, evaluatedAt, checklistVersion } = scorecard;
  const count = (state: string) =>
    score.answers.filter(answer => answer.state === state).length;
  const parts = [
    `${count('not-yet')} not yet`,
    `${count('unmeasured')} unmeasured`,
    count('waived') ? `${count('waived')} waived` : '',
    count('not-applicable') ? `${count('not-applicable')} not applicable` : '',
  ].filter(Boolean);
  return (
    <div>
      <p className={styles.score}>
        <b>{score.yes}</b>
        <span className={sharedStyles.muted}>/{score.applicable}</span>{' '}
        <span className={styles.scoreWords}>questions answered yes</span>
      </p>
      <p className={sharedStyles.muted}>
        {parts.join(', ')}. Checklist {checklistVersion}
        {evaluatedAt ? (
          <>
            , evaluated{' '}
            <span title={formatInstant(evaluatedAt)}>
              {formatMoment(evaluatedAt, now)}
            </span>
          </>
        ) : null}
        .
      </p>
    </div>
  );
}

/** Which day's answers are shown. */
function PastDayField(props: { now: Date }) {
  const { values, change } = useAddress();
  const today = utcDay(props.now);
  const on = pastDayOf(values, props.now);
  return (
    <DayField
      label="As of"
      value={on ?? today}
      max={today}
      onChange={day =>
        change({ on: day && day < today ? day : undefined }, { replace: true })
      }
    />
  );
}

/** A past day of the address; undefined for today, and for what is no day. */
function pastDayOf(values: URLSearchParams, now: Date): string | undefined {
  const day = values.get('on');
  return day && /^\d{4}-\d\d-\d\d$/.test(day) && day < utcDay(now)
    ? day
    : undefined;
}

/** Says that this is not how it is now. */
function PastNotice(props: { on: string; now: Date }) {
  const { change } = useAddress();
  return (
    <div role="note" className={sharedStyles.notice}>
      <p style={{ flex: '1 1 240px' }}>
        <b className={sharedStyles.strong}>
          This is past: the answers as they were at the end of{' '}
          {formatDate(props.on, props.now)}
        </b>{' '}
        (in UTC), on the evidence of then.
      </p>
      <Button
        variant="secondary"
        className={sharedStyles.outlined}
        onPress={() => change({ on: undefined })}
      >
        Back to today
      </Button>
    </div>
  );
}

function ScorecardBody(props: {
  scorecard: IntegrationScorecard;
  entityRef: string;
}) {
  const { scorecard, entityRef } = props;
  const now = useNow();
  const { open, toggle } = useOpenQuestions(scorecard);
  const { values } = useAddress();
  const isPast = scorecard.on !== undefined;
  // Only what the link named when it was followed; not what is opened later.
  const [target] = useState(() => values.get('question'));
  // Sorted once: a poll must not move what somebody is reading.
  const [questions] = useState(() => questionsByUrgency(scorecard));
  return (
    <div className={sharedStyles.stack}>
      <section className={`${sharedStyles.card} ${styles.summary}`}>
        <ScoreSummary scorecard={scorecard} now={now} />
        <div className={sharedStyles.stack}>
          <PastDayField now={now} />
          {isPast ? null : <RunChecklist entityRefs={[entityRef]} />}
        </div>
      </section>
      {questions.map(question => (
        <QuestionSection
          key={question.id}
          scorecard={scorecard}
          question={question}
          now={now}
          isOpen={open.has(question.id)}
          isTarget={question.id === target}
          onToggle={() => toggle(question.id)}
        />
      ))}
      {isPast ? null : <ToldEvidence scorecard={scorecard} now={now} />}
      <Card title="Recent changes">
        <Transitions transitions={scorecard.transitions} now={now} />
      </Card>
    </div>
  );
}

function TabContent() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const now = useNow();
  const { values } = useAddress();
  const on = pastDayOf(values, now);
  const integration = {
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
  };
  const query = useScorecard(integration, on);
  return (
    <>
      {on ? <PastNotice on={on} now={now} /> : null}
      <QueryState
        what={on ? `The scorecard of ${on}` : 'The scorecard'}
        query={query}
        skeleton={
          <div className={sharedStyles.card}>
            <SkeletonRows rows={9} heightPx={56} />
          </div>
        }
      >
        {scorecard => (
          <PastDayContext.Provider value={on !== undefined}>
            <ScorecardBody
              key={on ?? 'today'}
              scorecard={on ? { ...scorecard, on } : scorecard}
              entityRef={entityRef}
            />
          </PastDayContext.Provider>
        )}
      </QueryState>
    </>
  );
}

/**
 * One integration's scorecard: each question with its checks, their evidence,
 * and what to do next. What is not yet answered comes first, opened.
 */
export function EntityScorecardTab() {
  return (
    <TabFrame>
      <TabContent />
    </TabFrame>
  );
}
