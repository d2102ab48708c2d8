import { useApi } from '@backstage/core-plugin-api';
import { CRITICALITIES, PATTERNS } from '@tieline/plugin-integrations-common';
import { ListReconsiderationsRequest } from '@tieline/plugin-integrations-common/governance';
import { integrationDecisionsApiRef } from '../apis';
import { Choice } from '../shared/Choice';
import { CsvButton } from '../shared/CsvButton';
import { OwnerChoice } from '../shared/OwnerChoice';
import { readAllPages } from '../shared/readAllPages';
import { Segments } from '../shared/Segments';
import { Address } from '../shared/useAddress';
import { patternOf } from './decisionsAddress';
import { criticalityOf, DIFFERS, differsOf } from './reconsiderationsAddress';
import { SystemChoice } from '../shared/SystemChoice';
import { toReconsiderationCsvRows } from './toReconsiderationCsvRows';
import styles from './decisions.module.css';

const PATTERN_OPTIONS = PATTERNS.map(id => ({ id, title: id }));
const CRITICALITY_OPTIONS = [...CRITICALITIES]
  .reverse()
  .map(id => ({ id, title: id }));

/** What of the comparison is shown; all of it in the address. */
export function ReconsiderationFilters(props: {
  address: Address;
  request: ListReconsiderationsRequest;
}) {
  const { address, request } = props;
  const { values, change } = address;
  const api = useApi(integrationDecisionsApiRef);
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <Segments
        label="Would be decided"
        options={DIFFERS}
        value={differsOf(values)}
        onChange={differs =>
          change({
            differs: differs === 'yes' ? undefined : differs,
            cursor: undefined,
          })
        }
      />
      <OwnerChoice address={address} />
      <SystemChoice address={address} />
      <Choice
        label="Pattern"
        all="any"
        options={PATTERN_OPTIONS}
        value={patternOf(values) ?? null}
        onChange={pattern => change({ pattern, cursor: undefined })}
      />
      <Choice
        label="Criticality"
        all="any"
        options={CRITICALITY_OPTIONS}
        value={criticalityOf(values) ?? null}
        onChange={criticality => change({ criticality, cursor: undefined })}
      />
      <span className={styles.end}>
        <CsvButton
          name="decided-differently.csv"
          what="The comparison"
          read={async () => {
            let currency = '';
            const rows = await readAllPages(async page => {
              const read = await api.listReconsiderations({
                ...request,
                ...page,
              });
              currency = read.currency;
              return read;
            });
            return toReconsiderationCsvRows(rows, currency);
          }}
        />
      </span>
    </div>
  );
}
