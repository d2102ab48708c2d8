import {
  ContractVerdict,
  ContractVersion,
} from '@tieline/plugin-integrations-common/contracts';

/** A verdict in the API's shape: that version 1 lets `quantity` be left out. */
export const brokenVerdict: ContractVerdict = {
  compatible: false,
  mode: 'BACKWARD',
  policy: 'semantic',
  format: 'json-schema',
  clashingVersion: '1.4.0',
  comparedWith: ['1.4.0'],
  violations: [
    {
      ruleId: 'required-added',
      severity: 'error',
      version: '1.4.0',
      direction: 'BACKWARD',
      oldPointer: '/required',
      newPointer: '/required',
      oldPlace: { line: 9, column: 3 },
      newPlace: { line: 11, column: 3 },
      message: '"quantity" has to be there now.',
      advice: 'Let it be left out.',
      consumers: ['integration:default/order-events'],
    },
  ],
  consumers: [
    {
      integrationRef: 'integration:default/order-events',
      ownerRef: 'group:default/fulfilment',
      data: 'orders',
      role: 'consumer',
      versions: [],
    },
  ],
};

/** A verdict without violations. */
export const fineVerdict: ContractVerdict = {
  compatible: true,
  mode: 'BACKWARD',
  policy: 'semantic',
  format: 'json-schema',
  comparedWith: ['1.4.0'],
  violations: [],
  consumers: [],
};

/** A version in the API's shape. */
export function wireVersion(
  version: string,
  more: Partial<ContractVersion> = {},
): ContractVersion {
  return {
    version,
    number: 1,
    contentId: 1,
    format: 'json-schema',
    state: 'active',
    publishedAt: '2026-02-01T00:00:00.000Z',
    source: 'pipeline',
    verdict: 'compatible',
    ...more,
  };
}
