import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { scorecardRouteRef } from '../routes';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { isFiltered, NO_FILTERS } from './waiversAddress';

/** What stands where there is no waiver: how to ask for one. */
export function NoWaiver(props: { address: Address }) {
  const { values, change } = props.address;
  const scorecard = useRouteRef(scorecardRouteRef);
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      {isFiltered(values) ? (
        <>
          <p>No waiver fits these filters.</p>
          <Button
            variant="secondary"
            className={shared.outlined}
            onPress={() => change(NO_FILTERS)}
          >
            Clear filters
          </Button>
        </>
      ) : (
        <>
          <h2>No waiver yet</h2>
          <p>
            Where a check can’t be met for a while, open the integration’s
            scorecard and press “Ask for a waiver…” beside the check. Say why
            and until when; somebody else approves or refuses it here.
          </p>
          {scorecard ? (
            <ButtonLink
              href={scorecard()}
              variant="secondary"
              className={shared.outlined}
            >
              Open the scorecard
            </ButtonLink>
          ) : null}
        </>
      )}
    </section>
  );
}
