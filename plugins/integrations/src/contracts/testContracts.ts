import {
  Contract,
  ContractDifference,
  ContractPage,
  ContractSummary,
  ContractVerdict,
  ContractVersion,
  ContractViolation,
} from '@tieline/plugin-integrations-common/contracts';

/** A version for tests of pages. */
export function testVersion(
  version: string,
  options: Partial<ContractVersion> = {},
): ContractVersion {
  return {
    version,
    number: 1,
    contentId: 40,
    format: 'json-schema',
    state: 'active',
    publishedAt: '2025-11-16T05:30:00.000Z',
    publishedBy: 'user:default/mira.kask',
    source: 'pipeline',
    verdict: 'compatible',
    ...options,
  };
}

/** A contract of a list, for tests of pages. */
export function testSummary(
  subject: string,
  options: Partial<ContractSummary> = {},
): ContractSummary {
  return {
    id: 1,
    registry: 'events',
    subject,
    title: `Title of ${subject}`,
    format: 'json-schema',
    ownerRef: 'group:default/fulfilment',
    mode: 'BACKWARD',
    policy: 'strict',
    versions: 2,
    latest: testVersion('2.0.0', { number: 2 }),
    consumers: 1,
    verdict: 'compatible',
    ...options,
  };
}

/** One page of them. */
export function testContractPage(
  items: ContractSummary[],
  options: Partial<ContractPage> = {},
): ContractPage {
  return {
    items,
    totalItems: items.length,
    formats: [
      { format: 'json-schema', count: items.length },
      { format: 'openapi', count: 3 },
    ],
    ...options,
  };
}

/** Why a version breaks the one before, for tests of pages. */
export function testViolation(
  options: Partial<ContractViolation> = {},
): ContractViolation {
  return {
    ruleId: 'required-added',
    severity: 'error',
    version: '1.0.0',
    direction: 'BACKWARD',
    oldPointer: '/properties',
    newPointer: '/required/1',
    oldPlace: { line: 4, column: 3 },
    newPlace: { line: 6, column: 5 },
    message: 'The property currency is required now',
    advice: 'Give it a default, or keep it optional.',
    consumers: ['integration:default/order-to-erp'],
    ...options,
  };
}

/** A verdict with its violations; compatible where there are none. */
export function testVerdict(
  violations: ContractViolation[] = [],
  options: Partial<ContractVerdict> = {},
): ContractVerdict {
  return {
    compatible: violations.length === 0,
    mode: 'BACKWARD',
    policy: 'strict',
    format: 'json-schema',
    comparedWith: ['1.0.0'],
    clashingVersion: violations[0]?.version,
    violations,
    consumers: violations.length
      ? [
          {
            integrationRef: 'integration:default/order-to-erp',
            title: 'Orders to ERP',
            ownerRef: 'group:default/finance-systems',
            criticality: 'critical',
            data: 'order',
            role: 'consumer',
            versions: [
              {
                version: '1.0.0',
                consumer: 'erp-sync',
                lastSeenAt: '2025-11-18T09:50:00.000Z',
                calls: 4100,
              },
            ],
          },
        ]
      : [],
    ...options,
  };
}

/** A contract with two versions, a consumer and a refused attempt. */
export function testContract(
  subject: string,
  options: Partial<Contract> = {},
): Contract {
  return {
    summary: testSummary(subject),
    allVersions: [
      testVersion('2.0.0', {
        number: 2,
        verdict: 'overridden',
        breaking: 1,
        changelog: 'Orders have a currency.',
        override: {
          reason: 'Agreed with finance',
          by: 'user:default/jon.aalto',
        },
      }),
      testVersion('1.0.0', {
        state: 'deprecated',
        deprecatedAt: '2025-11-17T00:00:00.000Z',
        sunsetAt: '2026-03-31T00:00:00.000Z',
        replacement: '2.0.0',
        verdict: 'first',
      }),
    ],
    guarantees: {
      delivery: 'at-least-once',
      errorCases: [
        { name: 'out-of-stock', meaning: 'Nothing left', retryable: false },
      ],
    },
    consumers: testVerdict([testViolation()]).consumers,
    files: [],
    untold: [],
    refusals: [
      {
        at: '2025-11-17T10:12:00.000Z',
        by: 'user:default/jon.aalto',
        version: '3.0.0',
        verdict: testVerdict([
          testViolation({ message: 'The property total is gone' }),
        ]),
      },
    ],
    ...options,
  };
}

/** Between the two versions of {@link testContract}. */
export function testDifference(
  options: Partial<ContractDifference> = {},
): ContractDifference {
  const { allVersions } = testContract('orders');
  return {
    from: allVersions[1],
    to: allVersions[0],
    verdict: testVerdict([testViolation()]),
    changes: [
      {
        kind: 'added',
        title: 'Property note was added',
        documentation: false,
        newPointer: '/properties/note',
        newPlace: { line: 9, column: 5 },
        violations: [],
      },
      {
        kind: 'changed',
        title: 'currency became required',
        documentation: false,
        oldPointer: '/properties',
        newPointer: '/required/1',
        violations: [0],
      },
      {
        kind: 'changed',
        title: 'The description is another one',
        documentation: true,
        oldPointer: '/description',
        newPointer: '/description',
        violations: [],
      },
    ],
    totalChanges: 3,
    ...options,
  };
}
