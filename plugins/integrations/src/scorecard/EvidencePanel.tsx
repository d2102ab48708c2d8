import { parseEntityRef } from '@backstage/catalog-model';
import { Link, Skeleton } from '@backstage/ui';
import { IntegrationScorecard } from '@tieline/plugin-integrations-common/governance';
import { useIntegrationHref } from '../shared/EntityLink';
import { QueryState } from '../shared/QueryState';
import { useScorecard } from '../shared/queries';
import sharedStyles from '../shared/shared.module.css';
import { SidePanel } from '../shared/SidePanel';
import { useNow } from '../shared/useNow';
import { checksOf } from './byUrgency';
import { CheckCard } from './CheckCard';
import { QuestionAnswer } from './QuestionAnswer';
import { Selection } from './useScorecardAddress';
import styles from './evidence.module.css';

function Checks(props: {
  scorecard: IntegrationScorecard;
  questionId: string;
}) {
  const { scorecard, questionId } = props;
  const now = useNow();
  const question = scorecard.questions.find(({ id }) => id === questionId);
  const outcomes = checksOf(scorecard, questionId);
  if (!question) {
    return (
      <p className={styles.panelBody}>
        The checklist has no question {questionId} any more.
      </p>
    );
  }
  const firstOpen = outcomes.findIndex(({ nextStep }) => nextStep?.href);
  return (
    <>
      <div className={styles.panelBody}>
        <QuestionAnswer scorecard={scorecard} question={question} now={now} />
        <p className={styles.questionText}>{question.text}</p>
      </div>
      <ul>
        {outcomes.map((outcome, index) => (
          <CheckCard
            key={outcome.checkId}
            outcome={outcome}
            integration={scorecard.integration}
            now={now}
            isPrimary={index === firstOpen && outcome.result === 'fail'}
          />
        ))}
      </ul>
    </>
  );
}

interface PanelProps {
  selection: Selection;
  /** What the portfolio calls them, until the scorecard has been read. */
  integrationTitle: string;
  question: { number: number; title: string } | undefined;
  questionCount: number;
  onClose: () => void;
}

/** The evidence behind a cell, beside the map. */
export function EvidencePanel(props: PanelProps & { takeFocus: boolean }) {
  const { selection, integrationTitle, question, questionCount } = props;
  const { namespace, name } = parseEntityRef(selection.entityRef);
  const query = useScorecard({ namespace, name });
  const hrefOf = useIntegrationHref();
  return (
    <SidePanel
      title={question?.title ?? selection.questionId}
      place={`${integrationTitle}${
        question ? ` · question ${question.number} of ${questionCount}` : ''
      }`}
      closeLabel="Close the evidence"
      of={`${selection.entityRef} ${selection.questionId}`}
      takeFocus={props.takeFocus}
      onClose={props.onClose}
    >
      <QueryState
        what="The evidence"
        query={query}
        skeleton={
          <div className={styles.panelBody} aria-busy="true" role="status">
            <span className={sharedStyles.hidden}>Loading the evidence</span>
            <Skeleton width="60%" height={20} />
            {[0, 1, 2].map(index => (
              <Skeleton key={index} width="100%" height={88} />
            ))}
          </div>
        }
      >
        {scorecard => (
          <Checks scorecard={scorecard} questionId={selection.questionId} />
        )}
      </QueryState>
      <p className={styles.panelFoot}>
        <Link
          href={`${hrefOf(selection.entityRef, 'scorecard')}?question=${encodeURIComponent(selection.questionId)}`}
          standalone
          className={sharedStyles.link}
        >
          All eight questions of {integrationTitle}
        </Link>
        <Link
          href={`${hrefOf(selection.entityRef, 'scorecard')}?told=open`}
          standalone
          className={sharedStyles.link}
        >
          What was told of it
        </Link>
      </p>
    </SidePanel>
  );
}
