import {
  ContractSummary,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import { formatAge, formatInstant, formatMoment } from '../shared/format';
import { ResultIcon } from '../shared/icons';
import { Measured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import { ContractLink } from './ContractLink';
import {
  contractTitle,
  counted,
  sourceWords,
  verdictReason,
  wasRefusedSince,
} from './contractWords';
import { Publisher } from './Publisher';
import { VerdictLabel } from './VerdictLabel';
import styles from './contracts.module.css';

interface CellProps {
  contract: ContractSummary;
  now: Date;
}

/** How the latest version came out, and what was refused since. */
export function VerdictCell(props: CellProps) {
  const { contract, now } = props;
  const { lastRefusedAt } = contract;
  const reason = verdictReason(contract);
  return (
    <>
      <VerdictLabel verdict={contract.verdict} />
      {reason ? (
        <span
          className={`${shared.small} ${styles.clamped} ${styles.words}`}
          title={reason}
        >
          {reason}
        </span>
      ) : null}
      {lastRefusedAt && wasRefusedSince(contract) ? (
        <span className={`${shared.small} ${shared.block} ${styles.words}`}>
          <span className={shared.failing}>
            <ResultIcon result="fail" />
          </span>{' '}
          a change was refused{' '}
          <time dateTime={lastRefusedAt} title={formatInstant(lastRefusedAt)}>
            {formatMoment(lastRefusedAt, now)}
          </time>
        </span>
      ) : null}
    </>
  );
}

/** What people call it, what it is called in its registry, and who provides it. */
export function NameCell(props: { contract: ContractSummary }) {
  const { contract } = props;
  return (
    <>
      <ContractLink contract={contract} className={styles.name} />
      <span
        className={`${shared.small} ${shared.muted} ${shared.block} ${styles.words}`}
      >
        {contractTitle(contract) === contract.subject
          ? `in ${contract.registry}`
          : stringifyContractId(contract)}
      </span>
    </>
  );
}

/** Who owns the shape. */
export function ProviderCell(props: { contract: ContractSummary }) {
  const { ownerRef } = props.contract;
  return ownerRef ? (
    <EntityLink entityRef={ownerRef} />
  ) : (
    <span className={shared.unmeasured}>no owner</span>
  );
}

/** Since when the latest version is there, and by whom. */
export function ChangedCell(props: CellProps) {
  const { latest } = props.contract;
  if (!latest) {
    return <span className={shared.unmeasured}>nothing published</span>;
  }
  return (
    <>
      <time
        dateTime={latest.publishedAt}
        title={formatInstant(latest.publishedAt)}
      >
        {formatMoment(latest.publishedAt, props.now)}
      </time>
      <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
        {formatAge(latest.publishedAt, props.now)} ago,{' '}
        {latest.publishedBy ? (
          <>
            by <Publisher by={latest.publishedBy} />
          </>
        ) : (
          sourceWords(latest.source)
        )}
      </span>
    </>
  );
}

/** How many versions there are, and what the latest is called. */
export function VersionsCell(props: { contract: ContractSummary }) {
  const { versions, latest } = props.contract;
  return (
    <>
      <Measured
        name="Versions"
        evidence={{
          value: counted(versions, 'version'),
          source: 'the contract registry, retired versions included',
        }}
      >
        {versions}
      </Measured>
      {latest ? (
        <span
          className={`${shared.small} ${shared.muted} ${shared.block} ${styles.words}`}
        >
          latest {latest.version}
        </span>
      ) : null}
    </>
  );
}

/** How many integrations say that they are under it. */
export function ConsumersCell(props: { contract: ContractSummary }) {
  const { consumers } = props.contract;
  return (
    <Measured
      name="Consumers"
      evidence={{
        value: counted(consumers, 'integration'),
        source: 'data flows that are declared in the catalog',
      }}
    >
      {consumers}
    </Measured>
  );
}
