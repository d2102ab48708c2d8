import { Entity } from '@backstage/catalog-model';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { ServiceResolver } from '@tieline/plugin-integrations-node';
import { OwnerGuesser } from './OwnerGuesser';

const entity = (
  kind: string,
  name: string,
  relations: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  relations: Object.entries(relations).map(([type, targetRef]) => ({
    type,
    targetRef,
  })),
});

const entities = [
  entity('Component', 'report-runner', { partOf: 'system:default/reports' }),
  entity('System', 'reports', { ownedBy: 'group:default/reporting' }),
  entity('Component', 'erp-order-api', { ownedBy: 'group:default/finance' }),
];
const guesser = new OwnerGuesser({
  projection: {
    getEntity: async ref =>
      entities.find(
        ({ kind, metadata }) =>
          `${kind}:default/${metadata.name}`.toLowerCase() === ref,
      ),
  },
  resolver: () => new ServiceResolver(entities),
});

const between = (source?: string, target?: string) =>
  guesser.guess({
    source: { name: 'a', entityRef: source },
    target: { name: 'b', entityRef: target },
  } as DriftItem);

describe('OwnerGuesser', () => {
  it('guesses who owns the source, else its system, else the target', async () => {
    expect(
      await between(
        'component:default/report-runner',
        'component:default/erp-order-api',
      ),
    ).toEqual({
      ownerRef: 'group:default/reporting',
      because: 'it owns system:default/reports, the source',
    });
    expect(await between(undefined, 'component:default/erp-order-api')).toEqual(
      {
        ownerRef: 'group:default/finance',
        because: 'it owns component:default/erp-order-api, the target',
      },
    );
  });

  it('guesses nobody where the catalog knows neither end', async () => {
    expect(await between()).toBeUndefined();
  });
});
