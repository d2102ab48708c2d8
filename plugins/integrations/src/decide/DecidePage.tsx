import { Pattern } from '@tieline/plugin-integrations-common';
import { Recommendation } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { formatDate, utcDay } from '../shared/days';
import { EntityName, shortName } from '../shared/EntityLink';
import { PageFrame, PageHead } from '../shared/Frame';
import { PermittedButton } from '../shared/PermittedButton';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { AnswersCard } from './AnswersCard';
import { BlankRanking } from './BlankRanking';
import { BreakEvenCard } from './BreakEvenCard';
import styles from './decide.module.css';
import { fieldWords } from './decideWords';
import { ExamplePrices } from './ExamplePrices';
import { Ranking } from './Ranking';
import { RecordDecisionDialog } from './RecordDecisionDialog';
import { TipsCard } from './TipsCard';
import { AnswerSheet, useAnswers } from './useAnswers';
import {
  useDecisionMatrix,
  useMayRecord,
  useRecommendation,
} from './useDecide';
import { Warnings } from './Warnings';

function Lead(props: { recommendation: Recommendation | undefined }) {
  const { recommendation } = props;
  const now = useNow();
  const { reviewDueOn } = useDecisionMatrix().data ?? {};
  if (!recommendation) {
    return <>Seven patterns ranked for what an integration needs.</>;
  }
  const { ranked, matrixVersion, matrixOwnerRef, matrixReviewedOn } =
    recommendation;
  return (
    <>
      {ranked.length} patterns ranked for these answers by decision matrix{' '}
      {matrixVersion}
      {matrixOwnerRef ? (
        <>
          , owned by <EntityName entityRef={matrixOwnerRef} />
        </>
      ) : null}
      {matrixReviewedOn
        ? `, reviewed ${formatDate(matrixReviewedOn, now)}`
        : ''}
      .
      {reviewDueOn && reviewDueOn < utcDay(now)
        ? ` Its review was due on ${formatDate(reviewDueOn, now)}.`
        : ''}
    </>
  );
}

/** That the ranking is older than what stands at the left, and what to do. */
function Behind(props: { sheet: AnswerSheet }) {
  const { isBehind, problems } = props.sheet;
  return isBehind ? (
    <p role="status" className={shared.notice}>
      Not counted until it is corrected: {fieldWords([...problems.keys()])}.
    </p>
  ) : null;
}

/** What has to be done before anything can be recorded. */
function whatIsFirst(sheet: AnswerSheet): string | undefined {
  if (sheet.isBehind) {
    return 'Correct the answers first.';
  }
  return sheet.request || sheet.isFilling
    ? undefined
    : 'Answer interaction and volume first.';
}

/** What a decision is about, as far as it is said. */
function aboutOf({ known, sourceRef, targetRefs }: AnswerSheet): string {
  if (known.data) {
    return known.data.integration.title ?? known.data.integration.name;
  }
  const target = targetRefs?.[0] && shortName(targetRefs[0]);
  return sourceRef && target
    ? `${shortName(sourceRef)} to ${target}`
    : 'New integration';
}

function Decide() {
  const sheet = useAnswers();
  const { request } = sheet;
  const query = useRecommendation(request);
  const permitted = useMayRecord();
  const [choice, setChoice] = useState<Pattern>();
  const current = request ? query.data : undefined;
  const isChoosable = !query.isPlaceholderData && !sheet.isBehind;
  const isWaiting = sheet.isFilling || (sheet.known.error && sheet.integration);
  return (
    <>
      <PageHead
        title="Decide: how should we build it?"
        lead={<Lead recommendation={current} />}
        actions={
          <PermittedButton
            permitted={{
              ...permitted,
              reason: permitted.reason ?? whatIsFirst(sheet),
            }}
            isPrimary
            showReason
            isDisabled={!current || !isChoosable}
            onPress={() => setChoice(current?.ranked[0].pattern)}
          >
            Record decision…
          </PermittedButton>
        }
      />
      <div className={styles.columns}>
        <AnswersCard sheet={sheet} unanswered={current?.unanswered?.length} />
        <div className={styles.results}>
          <Behind sheet={sheet} />
          {request ? (
            <QueryState
              what="The ranking"
              query={query}
              skeleton={<SkeletonRows rows={7} heightPx={240} />}
            >
              {recommendation => (
                <>
                  <ExamplePrices recommendation={recommendation} />
                  <Warnings warnings={recommendation.warnings} />
                  <Ranking
                    recommendation={recommendation}
                    isBusy={query.isPlaceholderData}
                    isChoosable={isChoosable}
                    permitted={permitted}
                    onChoose={setChoice}
                  />
                  <div className={styles.below}>
                    <BreakEvenCard
                      recommendation={recommendation}
                      address={sheet.address}
                    />
                    <TipsCard recommendation={recommendation} />
                  </div>
                </>
              )}
            </QueryState>
          ) : null}
          {!request && sheet.isFilling ? (
            <SkeletonRows rows={7} heightPx={240} />
          ) : null}
          {!request && !isWaiting ? <BlankRanking sheet={sheet} /> : null}
        </div>
      </div>
      {choice && current && request ? (
        <RecordDecisionDialog
          recommendation={current}
          request={request}
          about={aboutOf(sheet)}
          pattern={choice}
          onClose={() => setChoice(undefined)}
        />
      ) : null}
    </>
  );
}

/** Which pattern suits what an integration needs, what each would cost, and the record of the choice. */
export function DecidePage() {
  return (
    <PageFrame title="Decide">
      <Decide />
    </PageFrame>
  );
}
