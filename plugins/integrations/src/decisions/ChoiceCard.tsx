import { DecisionDetail } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatDate } from '../shared/days';
import { EntityLink, IntegrationLink } from '../shared/EntityLink';
import { formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { DecisionLink } from './DecisionLink';
import { isAgainstFirst, isCurrent } from './decisionWords';
import { Fact } from './Fact';
import styles from './decisions.module.css';

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

/** What was chosen, why, by whom, and what became of it. */
export function ChoiceCard(props: { decision: DecisionDetail; now: Date }) {
  const { decision, now } = props;
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
            <DecisionLink id={supersededBy}>A later decision</DecisionLink>{' '}
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
