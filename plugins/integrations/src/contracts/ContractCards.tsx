import { ContractSummary } from '@tieline/plugin-integrations-common/contracts';
import shared from '../shared/shared.module.css';
import {
  ChangedCell,
  ConsumersCell,
  NameCell,
  ProviderCell,
  VerdictCell,
  VersionsCell,
} from './ContractCells';
import { formatTitle } from './contractWords';
import styles from './contracts.module.css';

/** Contracts on a phone. */
export function ContractCards(props: {
  contracts: ContractSummary[];
  now: Date;
}) {
  const { contracts, now } = props;
  return (
    <ul aria-label="Contracts">
      {contracts.map(contract => (
        <li key={contract.id} className={styles.card}>
          <div>
            <VerdictCell contract={contract} now={now} />
          </div>
          <div>
            <NameCell contract={contract} />
          </div>
          <span className={`${shared.small} ${shared.muted} ${styles.words}`}>
            {formatTitle(contract.format)} · {contract.mode} · {contract.policy}
          </span>
          <dl className={styles.facts}>
            <div>
              <dt>Versions</dt>
              <dd>
                <VersionsCell contract={contract} />
              </dd>
            </div>
            <div>
              <dt>Consumers</dt>
              <dd>
                <ConsumersCell contract={contract} />
              </dd>
            </div>
            <div>
              <dt>Provider</dt>
              <dd>
                <ProviderCell contract={contract} />
              </dd>
            </div>
            <div>
              <dt>Last change</dt>
              <dd>
                <ChangedCell contract={contract} now={now} />
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
}
