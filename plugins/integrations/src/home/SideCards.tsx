import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link } from '@backstage/ui';
import { driftRouteRef, healthRouteRef } from '../routes';
import { EntityName, IntegrationLink } from '../shared/EntityLink';
import { formatCount, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import { StatusIcon } from '../shared/icons';
import { useDrift, useFleetHealth } from '../shared/queries';
import shared from '../shared/shared.module.css';
import { mainReason } from './AttentionItem';
import styles from './home.module.css';

/** How many each card shows before it points to the page with all of them. */
const SHOWN = 4;

/** What can be done about each, in the drift page's own words. */
const STEPS = [
  { step: 'adopt', title: 'Adopt' },
  { step: 'attach', title: 'Attach' },
  { step: 'dismiss', title: 'Dismiss…' },
] as const;

/** What was observed and nobody declared. */
export function UndeclaredCard(props: { now: Date }) {
  const { data } = useDrift({ kind: ['undeclared'], limit: SHOWN });
  const href = useRouteRef(driftRouteRef)?.();
  if (!data?.totalItems) {
    return null;
  }
  return (
    <Card
      title="Nobody declared it"
      end={
        <Link
          href={`${href}?kind=undeclared`}
          standalone
          className={`${shared.link} ${shared.small}`}
        >
          All drift: {data.totalItems}
        </Link>
      }
    >
      <ul className={styles.side}>
        {data.items.slice(0, SHOWN).map(item => (
          <li key={item.id}>
            <Link
              href={`${href}?item=${encodeURIComponent(item.id)}`}
              standalone
              className={shared.link}
            >
              {item.headline}
            </Link>
            <p className={`${shared.small} ${shared.muted}`}>
              {item.callsLastDay === undefined
                ? 'Seen'
                : `${formatCount(item.callsLastDay)} calls in the last day,`}{' '}
              since {formatMoment(item.firstSeenAt, props.now)}
            </p>
            <p className={styles.steps}>
              {STEPS.map(({ step, title }) => (
                <ButtonLink
                  key={step}
                  href={`${href}?item=${encodeURIComponent(item.id)}&step=${step}`}
                  size="small"
                  variant={step === 'dismiss' ? 'tertiary' : 'secondary'}
                  className={step === 'dismiss' ? undefined : shared.outlined}
                  aria-label={`${title} ${item.headline}`}
                >
                  {title}
                </ButtonLink>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What has no status, and why. */
export function UnknownCard(props: { owner?: string[] }) {
  const { data } = useFleetHealth({
    status: ['unknown'],
    owner: props.owner,
    limit: SHOWN,
  });
  const href = useRouteRef(healthRouteRef)?.();
  if (!data?.totalItems) {
    return null;
  }
  return (
    <Card
      title="We can’t tell"
      end={
        <Link
          href={`${href}?status=unknown`}
          standalone
          className={`${shared.link} ${shared.small}`}
        >
          {data.totalItems} unknown
        </Link>
      }
    >
      <ul className={styles.unknown}>
        {data.items.slice(0, SHOWN).map(health => (
          <li key={health.integration.entityRef}>
            <span className={shared.unknown}>
              <StatusIcon status="unknown" />
            </span>
            <span>
              <IntegrationLink
                integration={health.integration}
                tab="health"
                className={shared.link}
              />
              <span
                className={`${shared.small} ${shared.muted} ${shared.block}`}
              >
                {mainReason(health)?.short ?? mainReason(health)?.headline}
              </span>
            </span>
            <span className={`${shared.small} ${shared.muted}`}>
              {health.integration.ownerRef ? (
                <EntityName entityRef={health.integration.ownerRef} />
              ) : (
                'no owner'
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
