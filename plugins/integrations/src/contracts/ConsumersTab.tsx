import { Contract } from '@tieline/plugin-integrations-common/contracts';
import { ConsumerMatrix } from '../deprecations/ConsumerMatrix';
import { Card } from '../shared/Frame';
import { CsvRow, downloadCsv } from '../shared/downloadCsv';
import { Button } from '@backstage/ui';
import { DownloadIcon } from '../shared/icons';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { ConsumerTable } from './ConsumerTable';

/** How a data flow names the contract that it is under. */
const CONTRACT_YAML = `spec:
  dataFlows:
    - data: order
      contract: { subject: SUBJECT, registry: REGISTRY }
`;

/** A row for each version that a consumer was seen to use, and one where none was. */
export function toConsumerCsvRows(contract: Contract): CsvRow[] {
  return contract.consumers.flatMap(consumer => {
    const row: CsvRow = {
      integration: consumer.integrationRef,
      owner: consumer.ownerRef,
      'data flow': consumer.data,
      role: consumer.role,
      criticality: consumer.criticality,
    };
    const seen = consumer.versions.map(version => ({
      ...row,
      version: version.version,
      caller: version.consumer,
      'last seen': version.lastSeenAt,
      'calls in the last 30 days': version.calls,
    }));
    return seen.length ? seen : [row];
  });
}

/** The data flows that name the contract. */
function DeclaredCard(props: { contract: Contract }) {
  const { contract } = props;
  const { registry, subject, apiRef } = contract.summary;
  const yaml = apiRef
    ? CONTRACT_YAML.replace(/{ .* }/, `{ api: '${apiRef}' }`)
    : CONTRACT_YAML.replace('SUBJECT', subject).replace('REGISTRY', registry);
  return (
    <Card
      title="Data flows under this contract"
      end={
        contract.consumers.length ? (
          <Button
            size="small"
            variant="secondary"
            iconStart={<DownloadIcon />}
            aria-label="CSV of the data flows"
            onPress={() =>
              downloadCsv('data-flows.csv', toConsumerCsvRows(contract))
            }
          >
            CSV
          </Button>
        ) : null
      }
    >
      {contract.consumers.length ? (
        <ConsumerTable
          label="Data flows under this contract"
          consumers={contract.consumers}
        />
      ) : (
        <div className={`${shared.cardBody} ${shared.stack}`}>
          <p>
            No integration declares this contract, so nobody can be told when it
            changes. An Integration names it like this:
          </p>
          <ScrollRegion className={shared.code} label="Example">
            <pre>{yaml}</pre>
          </ScrollRegion>
        </div>
      )}
    </Card>
  );
}

/** Who is on which version, and who says that they depend on the contract. */
export function ConsumersTab(props: { contract: Contract }) {
  const { contract } = props;
  const { registry, subject } = contract.summary;
  return (
    <div className={shared.stack}>
      <ConsumerMatrix contract={{ registry, subject }} />
      <DeclaredCard contract={contract} />
    </div>
  );
}
