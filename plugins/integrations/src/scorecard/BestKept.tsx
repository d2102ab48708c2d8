import { PortfolioScorecard } from '@tieline/plugin-integrations-common/governance';
import { EntityName, IntegrationLink } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import { findBestKept } from './findBestKept';

/** The integration to learn from, where there is one. */
export function BestKept(props: { portfolio: PortfolioScorecard }) {
  const best = findBestKept(props.portfolio);
  if (!best) {
    return null;
  }
  const { integration } = best.row;
  return (
    <p className={shared.foot}>
      Best kept, to learn from:{' '}
      <IntegrationLink
        integration={integration}
        tab="scorecard"
        className={`${shared.link} ${shared.small}`}
      />
      {integration.ownerRef ? (
        <>
          {' '}
          of <EntityName entityRef={integration.ownerRef} />
        </>
      ) : null}
      . {best.passed} checks pass, none fails
      {best.unmeasured > 0 ? `, ${best.unmeasured} are unmeasured` : ''}.
    </p>
  );
}
