import { parseEntityRef } from '@backstage/catalog-model';
import { ButtonIcon, Link, Skeleton } from '@backstage/ui';
import { IntegrationScorecard } from '@tieline/plugin-integrations-common/governance';
import { useEffect, useId, useRef } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useIntegrationHref } from '../shared/EntityLink';
import { CloseIcon } from '../shared/icons';
import { QueryState } from '../shared/QueryState';
import { useScorecard } from '../shared/queries';
import sharedStyles from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
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

function PanelContent(props: PanelProps & { headingId: string }) {
  const { selection, integrationTitle, question, questionCount } = props;
  const { namespace, name } = parseEntityRef(selection.entityRef);
  const query = useScorecard({ namespace, name });
  const hrefOf = useIntegrationHref();
  return (
    <>
      <div className={styles.panelHead}>
        <div>
          <p className={styles.panelPlace}>
            {integrationTitle}
            {question
              ? ` · question ${question.number} of ${questionCount}`
              : ''}
          </p>
          <h2 id={props.headingId}>
            {question?.title ?? selection.questionId}
          </h2>
        </div>
        <ButtonIcon
          variant="tertiary"
          icon={<CloseIcon />}
          aria-label="Close the evidence"
          className={styles.close}
          onPress={props.onClose}
        />
      </div>
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
      </p>
    </>
  );
}

function SidePanel(props: PanelProps & { takeFocus: boolean }) {
  const { takeFocus, selection, onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const headingId = useId();
  useEffect(() => {
    if (takeFocus) {
      panel.current?.focus();
    }
  }, [takeFocus, selection.entityRef, selection.questionId]);
  return (
    // Escape bubbles here from the links and buttons within.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={headingId}
      className={styles.panel}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          onClose();
        }
      }}
    >
      <PanelContent {...props} headingId={headingId} />
    </aside>
  );
}

/**
 * The evidence behind a cell: beside the map, and on a phone a sheet over it.
 * The one who opens it gets the focus into it; who follows a link does not.
 */
export function EvidencePanel(props: PanelProps & { takeFocus: boolean }) {
  const isNarrow = useIsNarrow();
  const headingId = useId();
  if (!isNarrow) {
    return <SidePanel {...props} />;
  }
  return (
    <ModalOverlay
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          props.onClose();
        }
      }}
      className={styles.sheetUnderlay}
    >
      <Modal className={styles.sheet}>
        <Dialog
          aria-labelledby={headingId}
          className={`${sharedStyles.page} ${styles.sheetDialog}`}
        >
          <PanelContent {...props} headingId={headingId} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
