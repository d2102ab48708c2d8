import { useRouteRefParams } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link } from '@backstage/ui';
import { Keepsakes } from '../decide/Keepsakes';
import { useDecision } from '../decide/useDecide';
import { decisionRouteRef } from '../routes';
import { Card, PageFrame, PageHead } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { ChoiceCard } from './ChoiceCard';
import { ProfileCard } from './ProfileCard';
import { RankingThen } from './RankingThen';
import { RegretFacts } from './RegretFacts';
import { useDecideHref, useDecisionsHref } from './useDecideHref';
import { useRegret } from './useDecisions';
import styles from './decisions.module.css';

/** Why it no longer holds; nothing where it does. */
function RegretCard(props: { decisionId: string; now: Date }) {
  const query = useRegret(props.decisionId);
  return (
    <QueryState
      what="Whether it still holds"
      query={query}
      skeleton={<SkeletonRows rows={1} heightPx={96} />}
    >
      {regret =>
        regret ? (
          <Card
            title={
              regret.state === 'cleared' ? 'It did not hold' : 'No longer holds'
            }
            end={
              regret.state === 'open' ? (
                <span className={styles.regret}>open</span>
              ) : (
                <span className={shared.tag}>{regret.state}</span>
              )
            }
          >
            <div className={`${shared.cardBody} ${styles.stack}`}>
              <RegretFacts regret={regret} now={props.now} />
            </div>
          </Card>
        ) : null
      }
    </QueryState>
  );
}

function DecisionById(props: { id: string }) {
  const { id } = props;
  const now = useNow();
  const query = useDecision(id);
  const decision = query.data;
  const listHref = useDecisionsHref();
  const decideHref = useDecideHref()(decision?.integration);
  return (
    <>
      {listHref ? (
        <p className={styles.back}>
          <Link href={listHref} standalone className={shared.link}>
            All decisions
          </Link>
        </p>
      ) : null}
      <PageHead
        title={decision?.title ?? 'Decision'}
        actions={
          decideHref && decision ? (
            <ButtonLink href={decideHref} variant="primary">
              Decide anew
            </ButtonLink>
          ) : null
        }
      />
      <QueryState
        what="The decision"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={4} heightPx={120} />
          </div>
        }
      >
        {detail => (
          <div className={styles.detail}>
            <div className={shared.stack}>
              <ChoiceCard decision={detail} now={now} />
              <RegretCard decisionId={detail.id} now={now} />
              <ProfileCard profile={detail.profile} />
            </div>
            <div className={shared.stack}>
              <RankingThen
                recommendation={detail.recommendation}
                chosen={detail.pattern}
              />
              <Card title="To take along">
                <div className={`${shared.cardBody} ${styles.stack}`}>
                  <Keepsakes decision={detail} />
                </div>
              </Card>
            </div>
          </div>
        )}
      </QueryState>
    </>
  );
}

/** One decision: for what, the ranking of then, the reason, and its texts. */
export function DecisionPage() {
  const { id } = useRouteRefParams(decisionRouteRef);
  return (
    <PageFrame title="Decision">
      <DecisionById key={id} id={id} />
    </PageFrame>
  );
}
