import { ButtonLink, Link } from '@backstage/ui';
import {
  ContractSummary,
  FlowContract,
  parseContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { EntityLink } from '../shared/EntityLink';
import { Card } from '../shared/Frame';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { useIsNarrow } from '../shared/useIsNarrow';
import {
  ChangedCell,
  NameCell,
  ProviderCell,
  VerdictCell,
} from './ContractCells';
import { formatTitle } from './contractWords';
import { FileNote } from './FileNote';
import { ObservedVersions } from './ObservedVersions';
import { useContractsHref } from './useContractsHref';
import styles from './contracts.module.css';

/** How a data flow names its contract, in each of the three ways. */
const contractYaml = (data: string) => `dataFlows:
  - data: ${data}
    # one of
    contract: { api: 'api:default/NAME' }
    contract: { subject: NAME, registry: REGISTRY }
    contract: { file: ./NAME.schema.json, format: json-schema }
`;

const DIRECTIONS: Record<string, string> = {
  'source-to-target': 'from source to target',
  'target-to-source': 'from target to source',
  both: 'both ways',
};

function directionWords(direction: string): string {
  return DIRECTIONS[direction] ?? direction;
}

/** Each contract for the same data, this flow's own first. */
function SideBySide(props: { flow: FlowContract; own: ContractSummary }) {
  const { flow, own } = props;
  const now = useNow();
  const isNarrow = useIsNarrow();
  const contracts = [own, ...(flow.alternatives ?? [])];
  const saidBy = (contract: ContractSummary) =>
    contract === own ? 'this integration' : 'other integrations';
  if (isNarrow) {
    return (
      <ul aria-label={`Contracts for ${flow.data}`}>
        {contracts.map(contract => (
          <li key={contract.id} className={styles.card}>
            <div>
              <VerdictCell contract={contract} now={now} />
            </div>
            <div>
              <NameCell contract={contract} />
            </div>
            <span className={`${shared.small} ${shared.muted}`}>
              {formatTitle(contract.format)} · {contract.mode} · declared by{' '}
              {saidBy(contract)}
            </span>
            <div>
              {contract.latest ? `Latest ${contract.latest.version}, ` : ''}
              <ChangedCell contract={contract} now={now} />
            </div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ScrollRegion label={`Contracts for ${flow.data}`}>
      <table className={shared.table}>
        <caption className={shared.hidden}>Contracts for {flow.data}</caption>
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Contract</th>
            <th scope="col">Declared by</th>
            <th scope="col">Provider</th>
            <th scope="col">Format</th>
            <th scope="col">Mode</th>
            <th scope="col">Latest</th>
            <th scope="col">Last change</th>
          </tr>
        </thead>
        <tbody>
          {contracts.map(contract => (
            <tr key={contract.id}>
              <td>
                <VerdictCell contract={contract} now={now} />
              </td>
              <th scope="row">
                <NameCell contract={contract} />
              </th>
              <td>{saidBy(contract)}</td>
              <td>
                <ProviderCell contract={contract} />
              </td>
              <td>{formatTitle(contract.format)}</td>
              <td>
                <span className={styles.mode}>{contract.mode}</span>
              </td>
              <td>{contract.latest?.version ?? '–'}</td>
              <td>
                <ChangedCell contract={contract} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function NoContract(props: { flow: FlowContract }) {
  const { data } = props.flow;
  return (
    <div className={`${shared.cardBody} ${shared.stack}`}>
      <p>
        This data flow has no contract, so nobody can say whether a change
        breaks it. Name one in the entity’s YAML:
      </p>
      <ScrollRegion className={shared.code} label={`Contract of ${data}`}>
        <pre>{contractYaml(data)}</pre>
      </ScrollRegion>
    </div>
  );
}

function UnknownReference(props: { reference: string }) {
  const { reference } = props;
  const href = useContractsHref();
  const id = parseContractId(reference);
  return (
    <div className={`${shared.cardBody} ${shared.stack}`}>
      <p>
        It declares <b className={shared.strong}>{reference}</b>, of which no
        version is known. Correct the reference in the entity’s YAML, or publish
        the contract.
      </p>
      {id ? (
        <div>
          <ButtonLink
            href={href({ view: 'publish', ...id })}
            variant="secondary"
            className={shared.outlined}
          >
            Publish it
          </ButtonLink>
        </div>
      ) : null}
    </div>
  );
}

function body(flow: FlowContract): ReactNode {
  const { contract } = flow;
  if (contract?.latest || contract?.problem) {
    return <SideBySide flow={flow} own={contract} />;
  }
  return flow.reference ? (
    <UnknownReference reference={flow.reference} />
  ) : (
    <NoContract flow={flow} />
  );
}

/** One data flow: its contract, others for the same data, and what is seen in use. */
export function FlowCard(props: { flow: FlowContract }) {
  const { flow } = props;
  const href = useContractsHref();
  const now = useNow();
  const isShown = flow.contract?.latest || flow.contract?.problem;
  const others = isShown ? [] : (flow.alternatives ?? []);
  return (
    <Card
      title={flow.data}
      end={
        <span className={`${shared.small} ${shared.muted}`}>
          {flow.direction ? `${directionWords(flow.direction)}, ` : ''}shape
          owned by{' '}
          {flow.providerRef ? (
            <EntityLink entityRef={flow.providerRef} />
          ) : (
            'nobody named'
          )}
        </span>
      }
    >
      {body(flow)}
      {flow.file ? (
        <div className={shared.cardBody}>
          <FileNote
            file={
              flow.file.problem === flow.contract?.problem
                ? { ...flow.file, problem: undefined }
                : flow.file
            }
            now={now}
          />
        </div>
      ) : null}
      {others.length ? (
        <p className={shared.cardBody}>
          Other integrations declare for the same data:{' '}
          {others.map(({ id, registry, subject }, index) => (
            <span key={id}>
              {index ? ', ' : ''}
              <Link
                href={href({ contract: `${registry}/${subject}` })}
                standalone
                className={shared.link}
              >
                {registry}/{subject}
              </Link>
            </span>
          ))}
          .
        </p>
      ) : null}
      {flow.contract ? (
        <ObservedVersions flow={flow} contract={flow.contract} />
      ) : null}
    </Card>
  );
}
