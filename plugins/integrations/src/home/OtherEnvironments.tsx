import { DEFAULT_ENVIRONMENT } from '@tieline/plugin-integrations-common';
import { Fragment } from 'react';
import { IntegrationLink } from '../shared/EntityLink';
import { formatMoment } from '../shared/format';
import { useFleetHealth, useReceiverStatus } from '../shared/queries';
import shared from '../shared/shared.module.css';

/** How many integrations are named before the sentence would stop being one. */
const NAMED = 3;

function Environment(props: {
  environment: string;
  owner?: string[];
  now: Date;
}) {
  const { environment, owner, now } = props;
  const { data } = useFleetHealth({
    environment,
    owner,
    status: ['failing', 'degraded'],
    limit: NAMED,
  });
  if (!data?.totalItems) {
    return null;
  }
  const more = data.totalItems - data.items.length;
  return (
    <>
      {' '}
      In {environment}:{' '}
      {data.items.map(({ integration, status, since }, index) => (
        <Fragment key={integration.entityRef}>
          {index > 0 ? ', ' : ''}
          <IntegrationLink
            integration={integration}
            tab="health"
            environment={environment}
            className={`${shared.link} ${shared.small}`}
          />{' '}
          is {status}
          {since ? ` since ${formatMoment(since, now)}` : ''}
        </Fragment>
      ))}
      {more > 0 ? ` and ${more} more` : ''}.
    </>
  );
}

/** What is wrong where it does not count: in staging, for example. */
export function OtherEnvironments(props: { owner?: string[]; now: Date }) {
  const { data } = useReceiverStatus();
  const others = (data?.environments ?? []).filter(
    environment => environment !== DEFAULT_ENVIRONMENT,
  );
  return (
    <>
      {others.map(environment => (
        <Environment
          key={environment}
          environment={environment}
          owner={props.owner}
          now={props.now}
        />
      ))}
    </>
  );
}
