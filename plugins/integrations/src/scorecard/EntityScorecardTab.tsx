import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { IntegrationScorecard } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { formatInstant, formatMoment } from '../shared/format';
import { Card, TabFrame } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { useScorecard } from '../shared/queries';
import sharedStyles from '../shared/shared.module.css';
import { useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { questionsByUrgency } from './byUrgency';
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

function ScorecardBody(props: {
  scorecard: IntegrationScorecard;
  entityRef: string;
}) {
  const { scorecard, entityRef } = props;
  const now = useNow();
  const { open, toggle } = useOpenQuestions(scorecard);
  const { values } = useAddress();
  // Only what the link named when it was followed; not what is opened later.
  const [target] = useState(() => values.get('question'));
  // Sorted once: a poll must not move what somebody is reading.
  const [questions] = useState(() => questionsByUrgency(scorecard));
  return (
    <div className={sharedStyles.stack}>
      <section className={`${sharedStyles.card} ${styles.summary}`}>
        <ScoreSummary scorecard={scorecard} now={now} />
        <RunChecklist entityRefs={[entityRef]} />
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
      <ToldEvidence scorecard={scorecard} now={now} />
      <Card title="Recent changes">
        <Transitions transitions={scorecard.transitions} now={now} />
      </Card>
    </div>
  );
}

function TabContent() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const query = useScorecard({
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
  });
  return (
    <QueryState
      what="The scorecard"
      query={query}
      skeleton={
        <div className={sharedStyles.card}>
          <SkeletonRows rows={9} heightPx={56} />
        </div>
      }
    >
      {scorecard => (
        <ScorecardBody scorecard={scorecard} entityRef={entityRef} />
      )}
    </QueryState>
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
