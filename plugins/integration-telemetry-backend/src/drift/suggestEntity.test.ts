import {
  DefaultNamespaceEntityPolicy,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { readIntegration } from '@tieline/plugin-integrations-common';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import fc from 'fast-check';
import { parse } from 'yaml';
import { flowMatchers, takenBy } from './flowMatchers';
import { StoredFlow } from './FlowStore';
import { suggestEntity } from './suggestEntity';

const catalogAccepts = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const flow = (options: Partial<StoredFlow> = {}): StoredFlow => ({
  id: 'a',
  environment: 'production',
  side: 'caller',
  source_name: 'report-runner',
  source_service: 'report-runner',
  source_namespace: null,
  source_address: null,
  target_name: 'erp.example.com',
  target_service: null,
  target_namespace: null,
  target_address: 'erp.example.com',
  protocol: 'http',
  destination: '/api/orders/{id}',
  declared_ms: null,
  first_seen_ms: 0,
  last_seen_ms: 0,
  ...options,
});

const itemOf = (
  stored: StoredFlow,
  refs: Partial<DriftItem> = {},
): DriftItem => ({
  id: stored.id,
  kind: 'undeclared',
  headline: `${stored.source_name} calls ${stored.target_name}`,
  environment: stored.environment,
  source: { name: stored.source_name },
  target: {
    name: stored.target_name,
    address: stored.target_address ?? undefined,
    service: stored.target_service ?? undefined,
  },
  protocol: stored.protocol,
  destination: stored.destination,
  firstSeenAt: '2026-11-20T08:00:00.000Z',
  lastSeenAt: '2026-11-22T08:00:00.000Z',
  evidence: [],
  ...refs,
});

/** Whatever telemetry may call itself, line breaks and YAML's own signs included. */
const anyName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 80, unit: 'binary' }),
  fc.constantFrom('a: b', '# x', '- y', '"', "'", 'x\ny: z', '{{', '*a', '&a'),
);

describe('suggestEntity', () => {
  it('marks what it guessed, where it stands', () => {
    const stored = flow();
    const { yaml, guesses } = suggestEntity(
      itemOf(stored, {
        source: {
          name: 'report-runner',
          entityRef: 'component:default/report-runner',
        },
      }),
      flowMatchers([stored]),
      {
        ownerRef: 'group:default/reports',
        because: 'it owns component:default/report-runner, the source',
      },
    );
    expect(yaml).toContain(
      'owner: group:default/reports # A guess: it owns component:default/report-runner, the source\n',
    );
    expect(yaml).toContain(
      'type: point-to-point # A guess: from the protocol http\n',
    );
    expect(yaml).toContain('source: component:default/report-runner\n');
    expect(yaml).toMatch(
      /- system:default\/erp-example-com # A guess: nothing in the catalog/,
    );
    expect(guesses.map(guess => guess.split(':')[0])).toEqual([
      'spec.type',
      'spec.owner',
      'spec.targets.0',
    ]);
  });

  it.each([
    ['kafka', 'event-driven'],
    ['sftp', 'batch-file'],
    ['grpc', 'point-to-point'],
  ])('guesses from %s that it is %s', (protocol, pattern) => {
    const stored = flow({ protocol });
    const { yaml } = suggestEntity(
      itemOf(stored),
      flowMatchers([stored]),
      undefined,
    );
    expect(parse(yaml).spec.type).toBe(pattern);
  });

  it('says that nobody is known to own it, and invents no owner', () => {
    const stored = flow();
    const { yaml, guesses } = suggestEntity(
      itemOf(stored),
      flowMatchers([stored]),
      undefined,
    );
    expect(parse(yaml).spec.owner).toBeUndefined();
    expect(guesses.join()).toContain('spec.owner: nobody is known');
  });

  it('is taken by the catalog and without findings, and its matchers take the flow, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          source: anyName,
          target: anyName,
          destination: fc.oneof(anyName, fc.constant('')),
          environment: anyName,
          protocol: fc.constantFrom(
            'http',
            'grpc',
            'kafka',
            'rabbitmq',
            'sftp',
          ),
          side: fc.constantFrom('caller' as const, 'callee' as const),
          isAddress: fc.boolean(),
        }),
        async names => {
          const { source, target, isAddress } = names;
          const stored = flow({
            ...names,
            source_name: source,
            source_service: source,
            target_name: target,
            target_service:
              isAddress && names.side === 'caller' ? null : target,
            target_address: isAddress ? target : null,
          });
          const matchers = flowMatchers([stored]);
          const { yaml } = suggestEntity(itemOf(stored), matchers, undefined);
          const entity: Entity = parse(yaml);
          expect(readIntegration(entity).findings).toEqual([]);
          expect(await catalogAccepts.enforce(entity)).toBeDefined();
          const { telemetry } = entity.spec as any;
          expect(takenBy(telemetry.matchers, [stored])).toEqual([stored]);
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('flowMatchers', () => {
  it('takes neither another caller, another address nor another topic', () => {
    const called = flow();
    const others = [
      flow({ id: 'b', source_service: 'other', source_name: 'other' }),
      flow({ id: 'c', target_address: 'crm.example.com' }),
      flow({ id: 'd', side: 'callee', target_service: 'report-runner' }),
    ];
    expect(takenBy(flowMatchers([called]), [called, ...others])).toEqual([
      called,
    ]);

    const read = flow({
      protocol: 'kafka',
      side: 'callee',
      destination: 'orders',
      target_service: 'intake',
      source_service: null,
    });
    const topics = [
      { ...read, id: 'e', destination: 'returns' },
      { ...read, id: 'f', target_service: 'audit' },
    ];
    expect(takenBy(flowMatchers([read]), [read, ...topics])).toEqual([read]);
  });
});
