import {
  ContractEvidence,
  ContractSummary,
  FlowEvidence,
  UsedEnding,
} from '@tieline/plugin-integrations-common/contracts';
import { ContractsEvidence } from '../evidence/IntegrationEvidence';

/** When the contracts API last answered in tests of checks. */
const readAt = '2026-11-22T11:59:30.000Z';

/** A data flow under a contract that is as it should be, but for what a test changes. */
export function flowUnder(
  contract: Partial<ContractSummary> = {},
  rest: Partial<FlowEvidence> = {},
): FlowEvidence {
  const { registry = 'catalog', subject = 'api:default/order-events' } =
    contract;
  return {
    data: 'orders',
    reference: `${registry}/${subject}`,
    contract: {
      id: 1,
      registry,
      subject,
      title: 'Order events',
      format: 'asyncapi',
      mode: 'BACKWARD',
      policy: 'semantic',
      versions: 2,
      consumers: 1,
      verdict: 'compatible',
      ...contract,
      latest:
        'latest' in contract
          ? contract.latest
          : {
              version: '2.0.0',
              number: 2,
              contentId: 2,
              format: 'asyncapi',
              state: 'active',
              publishedAt: '2026-10-01T08:00:00.000Z',
              source: 'catalog',
              verdict: contract.verdict ?? 'compatible',
            },
    },
    guarantees: {
      errorCases: [{ name: 'order-unknown' }],
      retryPolicy: 'five attempts',
      idempotencyKey: 'orderId',
    },
    versions: [
      { version: '2.0.0', state: 'active' },
      { version: '1.0.0', state: 'active' },
    ],
    endings: [],
    ...rest,
  };
}

/** The end of the first version, as it should be announced. */
export function ending(rest: Partial<UsedEnding> = {}): UsedEnding {
  return {
    id: 7,
    version: '1.0.0',
    announcedAt: '2026-06-01T08:00:00.000Z',
    sunsetAt: '2027-03-31T00:00:00.000Z',
    replacement: { kind: 'version', version: '2.0.0' },
    replacementTitle: 'Order events 2.0.0',
    untold: [],
    usageReadAt: '2026-11-22T11:58:00.000Z',
    ...rest,
  };
}

/** What the contracts API told of an integration. */
export function toldOfContracts(...flows: FlowEvidence[]): ContractsEvidence {
  return { flows, readAt };
}

/** The same as the API tells it, by the integration's name. */
export function contractEvidence(
  name: string,
  ...flows: FlowEvidence[]
): ContractEvidence {
  return { integrationRef: `integration:default/${name}`, flows };
}
