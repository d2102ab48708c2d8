import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { integrationEndingManagePermission } from '@tieline/plugin-integrations-common';
import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { formatDay, withLocalTimes } from '../../shared/format';
import { Card } from '../../shared/Frame';
import { PermittedButton } from '../../shared/PermittedButton';
import { ErrorNotice } from '../../shared/QueryState';
import shared from '../../shared/shared.module.css';
import { useNow } from '../../shared/useNow';
import { usePermitted } from '../../shared/usePermitted';
import { DeprecateDialog } from '../dialogs/DeprecateDialog';
import { EndingStatusLabel } from '../EndingStatusLabel';
import { endsWords } from '../endingWords';
import { useOwnEndings } from '../useOwnEndings';
import { ReplacementLink } from './ReplacementLink';
import { useEndingHref } from './useEndingHref';
import styles from './cards.module.css';

function Announced(props: { ending: EndingSummary; now: Date }) {
  const { ending, now } = props;
  const { id, sunsetAt, verdict } = ending;
  const href = useEndingHref();
  return (
    <Card
      title="This integration ends"
      end={<EndingStatusLabel ending={ending} isShort />}
    >
      <div className={styles.item}>
        <div className={styles.head}>
          <span className={shared.strong}>It {endsWords(sunsetAt, now)}</span>
          <Link href={href(id)} standalone className={shared.link}>
            Who is still there, and what is in the way
          </Link>
        </div>
        <p>
          <span className={shared.muted}>Safe to retire?</span>{' '}
          {withLocalTimes(verdict.sentence)}
        </p>
        <p>
          <span className={shared.muted}>Instead:</span>{' '}
          <ReplacementLink ending={ending} />
        </p>
      </div>
    </Card>
  );
}

/** Asks to announce the end of what its YAML calls deprecated. */
function ToAnnounce(props: { integrationRef: string }) {
  const { integrationRef } = props;
  const [isAnnouncing, setIsAnnouncing] = useState(false);
  const permitted = usePermitted(
    integrationEndingManagePermission,
    'announce that it ends',
    { integrationRef },
  );
  return (
    <Card title="Its end is not announced">
      <div className={`${shared.cardBody} ${shared.stack}`}>
        <p>
          Its lifecycle is <code>deprecated</code>, and nobody said when it
          ends, what replaces it and what its users have to do. Announce that,
          and they are told.
        </p>
        <PermittedButton
          permitted={permitted}
          isPrimary
          showReason
          onPress={() => setIsAnnouncing(true)}
        >
          Announce its end…
        </PermittedButton>
      </div>
      {isAnnouncing ? (
        <DeprecateDialog
          subject={{ kind: 'integration', integrationRef }}
          onClose={() => setIsAnnouncing(false)}
        />
      ) : null}
    </Card>
  );
}

function Retired(props: { ending: EndingSummary; now: Date }) {
  const { id, overAt, announcedAt } = props.ending;
  const href = useEndingHref();
  return (
    <Card title="This integration is retired">
      <p className={shared.cardBody}>
        It was retired on {formatDay(overAt ?? announcedAt, props.now)}, and its
        YAML still says <code>deprecated</code>: set{' '}
        <code>spec.lifecycle: retired</code>.{' '}
        <Link href={href(id)} standalone className={shared.link}>
          How it ended
        </Link>
      </p>
    </Card>
  );
}

/** What is to be said of an Integration's own end; nothing of one that stays. */
export function IntegrationEndCard(props: { lifecycle?: string }) {
  const { entity } = useEntity();
  const now = useNow();
  const ref = stringifyEntityRef(entity);
  const query = useOwnEndings({ integration: ref, past: true });
  const isDeprecated = props.lifecycle === 'deprecated';
  if (!query.data) {
    return query.error && isDeprecated ? (
      <ErrorNotice what="Whether its end is announced" query={query} />
    ) : null;
  }
  const { items } = query.data;
  const current = items.find(({ overAt }) => !overAt);
  if (current) {
    return <Announced ending={current} now={now} />;
  }
  if (!isDeprecated) {
    return null;
  }
  const retired = items.find(({ status }) => status === 'retired');
  return retired ? (
    <Retired ending={retired} now={now} />
  ) : (
    <ToAnnounce integrationRef={ref} />
  );
}
