import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import {
  Decision,
  Recommendation,
} from '@tieline/plugin-integrations-common/governance';
import { Warnings } from '../decide/Warnings';
import { formatDate } from '../shared/days';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { DecisionLink } from './DecisionLink';
import { currentOf, isAgainstFirst, missingWords } from './decisionWords';
import { RegretFacts } from './RegretFacts';
import { useDecideHref } from './useDecideHref';
import { useDecisions, useRankingToday, useRegretsOf } from './useDecisions';
import styles from './decisions.module.css';

/** Not for this reader, or a portal without governance: nothing is missing here. */
function isElsewhere(error: unknown): boolean {
  const { statusCode } = (error ?? {}) as { statusCode?: number };
  return statusCode === 403 || statusCode === 404;
}

/** What was chosen, when and why. */
function Chosen(props: { decision: Decision; now: Date }) {
  const { decision, now } = props;
  return (
    <>
      <p>
        <b className={shared.strong}>{decision.pattern}</b>, decided on{' '}
        {formatDate(decision.decidedOn, now)}
        {isAgainstFirst(decision)
          ? `, against ${decision.recommended}, which was first`
          : ''}
        . <DecisionLink id={decision.id}>{decision.title}</DecisionLink>
      </p>
      <p className={styles.words}>{decision.reason}</p>
    </>
  );
}

/** What the matrix says of how it is built, or was decided. */
function Today(props: {
  recommendation: Recommendation | undefined;
  missing: readonly string[];
  pattern: string | undefined;
}) {
  const { recommendation, missing, pattern } = props;
  if (!recommendation) {
    return (
      <p className={shared.muted}>
        {missingWords(
          missing.filter(field =>
            ['interaction', 'volumePerDay'].includes(field),
          ),
        )}{' '}
        So the matrix can’t say anything today.
      </p>
    );
  }
  const [first] = recommendation.ranked;
  const own = recommendation.ranked.find(one => one.pattern === pattern);
  if (!own || own.rank === 1) {
    return <p>The matrix puts {first.pattern} first today.</p>;
  }
  return (
    <p>
      The matrix puts {first.pattern} first today; {own.pattern} is number{' '}
      {own.rank}
      {own.nearTieWith === first.pattern ? ', a near tie' : ''}. {own.reason}
    </p>
  );
}

/** The decision about the integration of this page, what became of it, and what its evidence warns of. */
export function EntityDecisionCard(props: {
  /** How it is built, as far as its YAML says so. */
  pattern: string | undefined;
}) {
  const { entity } = useEntity();
  const now = useNow();
  const integration = {
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
  };
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const query = useDecisions({ integration: [ref], limit: 1 });
  const regrets = useRegretsOf([ref]);
  const today = useRankingToday(integration);
  const decideHref = useDecideHref()(integration);
  if (isElsewhere(query.error)) {
    return null;
  }
  const { recommendation, known } = today.data ?? {};
  const decision = currentOf(query.data?.items ?? []);
  const regret = regrets.data?.items.find(
    one => one.decision.id === decision?.id,
  );
  return (
    <Card
      title="Decision"
      end={
        decideHref ? (
          <ButtonLink
            href={decideHref}
            size="small"
            variant="secondary"
            className={shared.outlined}
          >
            {decision ? 'Decide anew…' : 'Decide…'}
          </ButtonLink>
        ) : null
      }
    >
      <div className={`${shared.cardBody} ${styles.stack}`}>
        {/* What it warns of is there whether or not anybody decided. */}
        <Warnings warnings={recommendation?.warnings ?? []} />
        <QueryState
          what="The decision about this integration"
          query={query}
          skeleton={<SkeletonRows rows={1} heightPx={64} />}
        >
          {() =>
            decision ? (
              <Chosen decision={decision} now={now} />
            ) : (
              <p>
                Nobody has recorded why it is built this way. Decide on its
                pattern, with what is known of it filled in, and record the
                reason.
              </p>
            )
          }
        </QueryState>
        {regret ? (
          <section
            className={styles.stack}
            aria-label="The decision no longer holds"
          >
            <p>
              <span className={styles.regret}>
                no longer holds
                {regret.state === 'acknowledged' ? ', acknowledged' : ''}
              </span>
            </p>
            <RegretFacts regret={regret} now={now} isWithoutLink />
          </section>
        ) : null}
        {isElsewhere(today.error) ? null : (
          <QueryState
            what="What the matrix says today"
            query={today}
            skeleton={<SkeletonRows rows={1} heightPx={40} />}
          >
            {() =>
              regret?.recommendedToday ? null : (
                <Today
                  recommendation={recommendation}
                  missing={known?.missing ?? []}
                  pattern={decision?.pattern ?? props.pattern}
                />
              )
            }
          </QueryState>
        )}
      </div>
    </Card>
  );
}
