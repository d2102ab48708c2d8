import {
  BuildOrBuy,
  SplitIntegration,
} from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { CsvButton } from '../shared/CsvButton';
import { IntegrationLink } from '../shared/EntityLink';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import styles from './decisions.module.css';

/** As many as a glance bears; the others are a press away. */
const SHOWN = 20;

const SIDES = [
  { id: 'ipaas', title: 'On the iPaaS' },
  { id: 'own', title: 'Built by ourselves' },
  { id: 'unknown', title: 'Too little known' },
] as const;

function Side(props: { title: string; items: SplitIntegration[] }) {
  const { title, items } = props;
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, SHOWN);
  return (
    <section className={styles.side} aria-label={title}>
      <h3>
        {title} <span className={shared.muted}>{items.length}</span>
      </h3>
      {items.length ? (
        <ul className={styles.stack}>
          {shown.map(({ integration, reason }) => (
            <li key={integration.entityRef}>
              <IntegrationLink
                integration={integration}
                className={shared.link}
              />
              <span
                className={`${shared.small} ${shared.muted} ${shared.block}`}
              >
                {reason}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={shared.muted}>None.</p>
      )}
      {shown.length < items.length ? (
        <button
          type="button"
          className={shared.inlineButton}
          aria-label={`Show all ${items.length}: ${title}`}
          onClick={() => setIsWhole(true)}
        >
          Show all {items.length}
        </button>
      ) : null}
    </section>
  );
}

/** Which integrations belong where if both are done, each with its reason. */
export function SplitLists(props: { split: BuildOrBuy['split'] }) {
  const { split } = props;
  return (
    <Card
      title="If both: which belongs where"
      end={
        <CsvButton
          name="build-or-buy.csv"
          what="The split"
          read={async () =>
            SIDES.flatMap(({ id, title }) =>
              split[id].map(({ integration, reason }) => ({
                integration: integration.entityRef,
                owner: integration.ownerRef,
                where: title,
                reason,
              })),
            )
          }
        />
      }
    >
      <div className={styles.sides}>
        {SIDES.map(({ id, title }) => (
          <Side key={id} title={title} items={split[id]} />
        ))}
      </div>
    </Card>
  );
}
