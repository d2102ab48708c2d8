import {
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import {
  Contract,
  ContractDifference,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { Choice } from '../shared/Choice';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { ChangeList } from './ChangeList';
import {
  directionMeaning,
  MODES,
  POLICIES,
  policyMeaning,
} from './contractWords';
import { useContractHref } from './useContractHref';
import { useDifference } from './useContracts';
import { VerdictHead, WhoBreaks } from './VerdictView';
import { Texts } from './ViolationItem';
import styles from './view.module.css';

function chosen<T extends string>(
  values: URLSearchParams,
  name: string,
  options: ReadonlyArray<{ id: T }>,
): T | undefined {
  return options.find(({ id }) => id === values.get(name))?.id;
}

/** Which versions are compared, and how: all of it in the address. */
function Options(props: {
  contract: Contract;
  address: Address;
  /** The version before the one that is chosen; none before the first. */
  before: string | undefined;
  mode: CompatibilityMode;
  policy: CompatibilityPolicy;
}) {
  const { contract, address, before, mode, policy } = props;
  const { values, change } = address;
  const { allVersions, summary } = contract;
  const versions = allVersions.map(({ version }) => ({
    id: version,
    title: version,
  }));
  return (
    <div className={`${shared.cardBody} ${styles.flow}`}>
      <div
        className={styles.options}
        role="group"
        aria-label="What is compared"
      >
        <Choice
          label="From"
          all={before ? `the one before (${before})` : 'choose one'}
          options={versions}
          value={values.get('from')}
          onChange={version => change({ from: version })}
        />
        <Choice
          label="To"
          all={`the latest (${versions[0].id})`}
          options={versions}
          value={values.get('to')}
          onChange={version => change({ to: version })}
        />
        <Choice
          label="Mode"
          all={`its own: ${summary.mode}`}
          options={MODES}
          value={values.get('mode')}
          onChange={next => change({ mode: next })}
        />
        <Choice
          label="Policy"
          all={`its own: ${summary.policy}`}
          options={POLICIES}
          value={values.get('policy')}
          onChange={next => change({ policy: next })}
        />
      </div>
      <p className={`${shared.small} ${shared.muted}`}>
        {mode}: {directionMeaning(mode)}. {policy}: {policyMeaning(policy)}.
      </p>
    </div>
  );
}

function DifferenceBody(props: {
  difference: ContractDifference;
  id: ContractId;
}) {
  const { difference, id } = props;
  const href = useContractHref();
  const { changes, verdict, to } = difference;
  const opener = {
    href: (version: string, line: number) =>
      href(id, { tab: 'text', version, line }),
  };
  const texts: Texts = {
    newName: to.version,
    openOld: opener,
    openNew: opener,
  };
  return (
    <>
      <div className={shared.cardBody}>
        <VerdictHead verdict={verdict} />
      </div>
      {changes.length || verdict.violations.length ? (
        <ChangeList difference={difference} texts={texts} />
      ) : (
        <p className={shared.cardBody}>
          Nothing is different in what the two versions mean.
        </p>
      )}
    </>
  );
}

/** What is different between two versions, and what of it breaks under a mode and a policy. */
export function DifferenceTab(props: {
  contract: Contract;
  id: ContractId;
  address: Address;
}) {
  const { contract, id, address } = props;
  const { values } = address;
  const { allVersions, summary } = contract;
  const to = values.get('to') ?? allVersions[0]?.version;
  const before =
    allVersions[allVersions.findIndex(({ version }) => version === to) + 1];
  const from = values.get('from') ?? before?.version;
  const mode = chosen(values, 'mode', MODES);
  const policy = chosen(values, 'policy', POLICIES);
  const query = useDifference(
    id,
    from === undefined || to === undefined
      ? undefined
      : { from, to, mode, policy },
  );
  if (allVersions.length < 2) {
    return (
      <section className={`${shared.card} ${shared.empty}`}>
        <p>There are no two versions to compare yet.</p>
      </section>
    );
  }
  return (
    <div className={shared.stack}>
      <Card title={from ? `From ${from} to ${to}` : `Before ${to}`}>
        <Options
          contract={contract}
          address={address}
          before={before?.version}
          mode={mode ?? summary.mode}
          policy={policy ?? summary.policy}
        />
        {from ? (
          <div
            aria-busy={query.isPlaceholderData}
            className={query.isPlaceholderData ? styles.stale : undefined}
          >
            <QueryState
              what="The difference"
              query={query}
              skeleton={<SkeletonRows rows={6} heightPx={88} />}
            >
              {difference => <DifferenceBody difference={difference} id={id} />}
            </QueryState>
          </div>
        ) : (
          <p className={shared.cardBody}>
            {to} is the first version. Choose another one to compare it with.
          </p>
        )}
      </Card>
      {query.data ? <WhoBreaks verdict={query.data.verdict} /> : null}
    </div>
  );
}
