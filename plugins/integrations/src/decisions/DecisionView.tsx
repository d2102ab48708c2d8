import { ButtonLink } from '@backstage/ui';
import {
  DecisionDetail,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import { ReactNode } from 'react';
import { Publisher } from '../contracts/Publisher';
import { titleOf } from '../decide/answerFields';
import { formatVolume } from '../decide/decideWords';
import { Keepsakes } from '../decide/Keepsakes';
import { useDecision } from '../decide/useDecide';
import { formatDate } from '../shared/days';
import { EntityLink, IntegrationLink } from '../shared/EntityLink';
import { formatDuration, formatMoment } from '../shared/format';
import { Card, PageHead } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { isAgainstFirst, isCurrent } from './decisionWords';
import { RankingThen } from './RankingThen';
import { RegretFacts } from './RegretFacts';
import { useDecideHref } from './useDecideHref';
import { useRegret } from './useDecisions';
import styles from './decisions.module.css';

function valueWords(field: string, value: unknown): string {
  if (typeof value === 'number') {
    return field === 'latencyMs' ? formatDuration(value) : formatVolume(value);
  }
  if (value && typeof value === 'object') {
    return Object.entries(value)
      .map(pair => pair.join(' '))
      .join(', ');
  }
  return String(value).replaceAll('-', ' ');
}

function ProfileCard(props: { profile: Profile }) {
  return (
    <Card title="What it was decided for">
      <dl className={`${shared.cardBody} ${styles.facts}`}>
        {Object.entries(props.profile).map(([field, value]) => (
          <Fact key={field} term={titleOf(field)}>
            {valueWords(field, value)}
          </Fact>
        ))}
      </dl>
    </Card>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

/** What was chosen, why, by whom, and what became of it. */
function ChoiceCard(props: {
  decision: DecisionDetail;
  now: Date;
  onOpen: (id: string) => void;
}) {
  const { decision, now, onOpen } = props;
  const { integration, sourceRef, targetRefs = [], supersededBy } = decision;
  return (
    <Card
      title={decision.pattern}
      end={
        <span className={styles.badges}>
          {isAgainstFirst(decision) ? (
            <span className={styles.against}>against the first</span>
          ) : (
            <span className={shared.tag}>the first of the ranking</span>
          )}
          {isCurrent(decision) ? null : (
            <span className={shared.tag}>superseded</span>
          )}
        </span>
      }
    >
      <div className={`${shared.cardBody} ${styles.stack}`}>
        {supersededBy ? (
          <p>
            <button
              type="button"
              className={shared.inlineButton}
              onClick={() => onOpen(supersededBy)}
            >
              A later decision
            </button>{' '}
            counts in its place.
          </p>
        ) : null}
        <p className={styles.words}>{decision.reason}</p>
        <dl className={styles.facts}>
          <Fact term="About">
            {integration ? (
              <IntegrationLink
                integration={integration}
                className={shared.link}
              />
            ) : (
              'an integration that did not exist yet'
            )}
          </Fact>
          {sourceRef ? (
            <Fact term="From">
              <EntityLink entityRef={sourceRef} />
            </Fact>
          ) : null}
          {targetRefs.length ? (
            <Fact term="To">
              <List items={targetRefs} />
            </Fact>
          ) : null}
          <Fact term="Recommended">
            {isAgainstFirst(decision)
              ? `${decision.recommended}; number ${decision.rank} was chosen`
              : 'the same'}
          </Fact>
          <Fact term="Decided">
            {formatDate(decision.decidedOn, now)} by{' '}
            <People people={decision.people} />
          </Fact>
          <Fact term="Recorded">
            {formatMoment(decision.recordedAt, now)}{' '}
            {decision.source === 'catalog' ? (
              'from the entity in the catalog'
            ) : (
              <>
                by <Publisher by={decision.recordedBy} />
              </>
            )}
          </Fact>
          <Fact term="Matrix">version {decision.matrixVersion}</Fact>
        </dl>
      </div>
    </Card>
  );
}

function List(props: { items: string[] }) {
  return (
    <ul>
      {props.items.map(ref => (
        <li key={ref}>
          <EntityLink entityRef={ref} />
        </li>
      ))}
    </ul>
  );
}

function People(props: { people: string[] }) {
  return (
    <>
      {props.people.map((ref, index) => (
        <span key={ref}>
          {index ? ', ' : ''}
          <Publisher by={ref} />
        </span>
      ))}
    </>
  );
}

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

/** One decision: for what, the ranking of then, the reason, and its texts. */
export function DecisionView(props: { id: string; address: Address }) {
  const { id, address } = props;
  const now = useNow();
  const query = useDecision(id);
  const decision = query.data;
  const open = (next: string | undefined) => address.change({ decision: next });
  const decideHref = useDecideHref()(decision?.integration);
  return (
    <>
      <p className={styles.back}>
        <button
          type="button"
          className={shared.inlineButton}
          onClick={() => open(undefined)}
        >
          All decisions
        </button>
      </p>
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
              <ChoiceCard decision={detail} now={now} onOpen={open} />
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
