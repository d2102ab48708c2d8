import {
  IntegrationContractReference,
  IntegrationDataFlow,
  IntegrationEndpoint,
  ReadableIntegrationSpec,
} from '@tieline/plugin-integrations-common';
import {
  EntityLink,
  isWebAddress,
  OnCall,
  RunbookLink,
} from '../shared/EntityLink';
import { Card } from '../shared/Frame';
import { Link } from '@backstage/ui';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { Fact } from './AboutCard';
import styles from './inventory.module.css';

function Contract(props: { contract?: IntegrationContractReference }) {
  const { contract } = props;
  if (!contract) {
    return <span className={shared.unmeasured}>no contract</span>;
  }
  if ('api' in contract) {
    return (
      <EntityLink
        entityRef={
          contract.api.includes(':') ? contract.api : `api:${contract.api}`
        }
      />
    );
  }
  return 'subject' in contract ? (
    <span className={shared.mono}>
      {contract.registry ? `${contract.registry}/` : ''}
      {contract.subject}
    </span>
  ) : (
    <span className={shared.mono}>
      {contract.file} ({contract.format})
    </span>
  );
}

function scheduleText(schedule: IntegrationDataFlow['schedule']): string {
  if (!schedule) {
    return '';
  }
  const by = schedule.expectedBy ? `, complete by ${schedule.expectedBy}` : '';
  return `${schedule.cron}${by} ${schedule.timeZone ?? 'UTC'}`;
}

/** Which data moves, how sensitive it is, and under which contract. */
export function DataFlowsCard(props: { flows: IntegrationDataFlow[] }) {
  return (
    <Card title="Data flows">
      {props.flows.length ? (
        <ScrollRegion label="Data flows">
          <table className={shared.table}>
            <caption className={shared.hidden}>Data flows</caption>
            <thead>
              <tr>
                <th scope="col">Data</th>
                <th scope="col">Contract</th>
                <th scope="col">Classification</th>
                <th scope="col">Schedule</th>
              </tr>
            </thead>
            <tbody>
              {props.flows.map((flow, index) => (
                <tr key={index}>
                  <th scope="row">
                    {flow.data}
                    <span
                      className={`${shared.small} ${shared.muted} ${shared.block}`}
                    >
                      {(flow.direction ?? 'source-to-target').replaceAll(
                        '-',
                        ' ',
                      )}
                    </span>
                  </th>
                  <td>
                    <Contract contract={flow.contract} />
                  </td>
                  <td>
                    {flow.classification ?? (
                      <span className={shared.unmeasured}>not set</span>
                    )}{' '}
                    {flow.personalData ? (
                      <span className={shared.tag}>personal data</span>
                    ) : null}
                  </td>
                  <td>{scheduleText(flow.schedule)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : (
        <p className={shared.cardBody}>
          None is declared. Say in <code>spec.dataFlows</code> which data moves
          and under which contract.
        </p>
      )}
    </Card>
  );
}

/** The concrete addresses that it uses. */
export function EndpointsCard(props: { endpoints: IntegrationEndpoint[] }) {
  return (
    <Card title="Endpoints">
      {props.endpoints.length ? (
        <ScrollRegion label="Endpoints">
          <table className={shared.table}>
            <caption className={shared.hidden}>Endpoints</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col">Address</th>
                <th scope="col">Environment</th>
                <th scope="col">Sign-in</th>
              </tr>
            </thead>
            <tbody>
              {props.endpoints.map((endpoint, index) => (
                <tr key={index}>
                  <th scope="row">{endpoint.name}</th>
                  <td>{endpoint.role}</td>
                  <td className={styles.address}>
                    <span className={shared.mono}>{endpoint.address}</span>
                    <span
                      className={`${shared.small} ${shared.muted} ${shared.block}`}
                    >
                      {endpoint.protocol}
                      {endpoint.version ? ` ${endpoint.version}` : ''}
                    </span>
                  </td>
                  <td>{endpoint.environment ?? 'production'}</td>
                  <td>
                    {endpoint.auth?.method}
                    {endpoint.auth?.credentialExpires ? (
                      <span
                        className={`${shared.small} ${shared.muted} ${shared.block}`}
                      >
                        until {endpoint.auth.credentialExpires}
                      </span>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : (
        <p className={shared.cardBody}>
          None is declared. Name the addresses in <code>spec.endpoints</code>.
        </p>
      )}
    </Card>
  );
}

function retryText(
  retry: NonNullable<ReadableIntegrationSpec['reliability']>['retry'],
): string {
  const attempts = retry?.maxAttempts ? `, ${retry.maxAttempts} attempts` : '';
  return retry ? `${retry.strategy}${attempts}` : '';
}

/** What happens when it fails, as declared, and who looks after it. */
export function OperationsCard(props: { spec: ReadableIntegrationSpec }) {
  const { reliability, operations } = props.spec;
  const facts: Array<[string, string | undefined]> = [
    ['Timeout', reliability?.timeout],
    ['Retries', reliability?.retry && retryText(reliability.retry)],
    ['Idempotency', reliability?.idempotency?.key],
    ['Dead letters', reliability?.deadLetter],
    [
      'Circuit breaker',
      reliability?.circuitBreaker === undefined
        ? undefined
        : String(reliability.circuitBreaker ? 'yes' : 'no'),
    ],
    ['Fallback', reliability?.fallback],
  ];
  return (
    <Card title="Reliability and operations">
      <dl className={styles.facts}>
        <Fact term="Runbook">
          {operations?.runbook ? (
            <>
              {operations.runbook.title ? `${operations.runbook.title} ` : null}
              <RunbookLink runbook={operations.runbook} />
            </>
          ) : (
            <span className={shared.unmeasured}>none</span>
          )}
        </Fact>
        <Fact term="On call">
          {operations?.onCall ? (
            <OnCall onCall={operations.onCall} />
          ) : (
            <span className={shared.unmeasured}>not set</span>
          )}
        </Fact>
        {operations?.dashboard && isWebAddress(operations.dashboard) ? (
          <Fact term="Dashboard">
            <Link
              href={operations.dashboard}
              target="_blank"
              rel="noopener noreferrer"
              standalone
              className={shared.link}
            >
              open
            </Link>
          </Fact>
        ) : null}
        {facts.map(([term, text]) =>
          text ? (
            <Fact key={term} term={term}>
              {text}
            </Fact>
          ) : null,
        )}
      </dl>
    </Card>
  );
}
