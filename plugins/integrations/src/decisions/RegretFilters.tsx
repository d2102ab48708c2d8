import { useApi } from '@backstage/core-plugin-api';
import { ListRegretsRequest } from '@tieline/plugin-integrations-common/governance';
import { integrationDecisionsApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { shortName } from '../shared/EntityLink';
import { OwnerChoice } from '../shared/OwnerChoice';
import { readAllPages } from '../shared/readAllPages';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { REGRET_STATES, regretStatesOf } from './decisionsAddress';
import { toRegretCsvRows } from './toRegretCsvRows';
import styles from './decisions.module.css';

/** What of the decisions that no longer hold is shown; all of it in the address. */
export function RegretFilters(props: {
  address: Address;
  request: ListRegretsRequest;
}) {
  const { address, request } = props;
  const { values, change } = address;
  const api = useApi(integrationDecisionsApiRef);
  const states = regretStatesOf(values);
  const integration = values.get('integration');
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <div role="group" aria-label="State" className={styles.chips}>
        {REGRET_STATES.map(({ id, title }) => {
          const isOn = states.includes(id);
          return (
            <button
              key={id}
              type="button"
              className={shared.chip}
              aria-pressed={isOn}
              onClick={() =>
                change({
                  state: isOn
                    ? states.filter(state => state !== id)
                    : [...states, id],
                  cursor: undefined,
                })
              }
            >
              {title}
            </button>
          );
        })}
      </div>
      <OwnerChoice address={address} />
      {integration ? (
        <button
          type="button"
          className={shared.chip}
          aria-pressed
          onClick={() => change({ integration: undefined, cursor: undefined })}
        >
          {shortName(integration)}
          <span className={shared.muted}>×</span>
          <span className={shared.hidden}>show all</span>
        </button>
      ) : null}
      <span className={styles.end}>
        <CsvButton
          name="no-longer-holds.csv"
          what="What no longer holds"
          read={async () =>
            toRegretCsvRows(
              await readAllPages(page =>
                api.listRegrets({ ...request, ...page }),
              ),
            )
          }
        />
      </span>
    </div>
  );
}
