import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createPortfolio } from './portfolio';

/**
 * The plugin on a database that is filled, with a catalog that has the same portfolio. Who asks is a machine: its token
 * carries its permissions, and no policy is asked.
 */
async function main(): Promise<void> {
  const size = Number(process.env.TIELINE_BENCH_INTEGRATIONS);
  const { surroundings, integrations } = createPortfolio(size);
  const entities = [...surroundings, ...integrations];
  const byRef = new Map(
    entities.map(entity => [
      stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
      entity,
    ]),
  );
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () =>
        ({
          async *streamEntities({
            filter,
            pageSize,
          }: {
            filter: { kind: string[] };
            pageSize: number;
          }) {
            const wanted = entities.filter(({ kind }) =>
              filter.kind.includes(kind.toLocaleLowerCase('en-US')),
            );
            for (let at = 0; at < wanted.length; at += pageSize) {
              yield wanted.slice(at, at + pageSize);
            }
          },
          async getEntitiesByRefs({ entityRefs }: { entityRefs: string[] }) {
            return { items: entityRefs.map(ref => byRef.get(ref)) };
          },
        }) as never,
    }),
  );
  backend.add(import('../../src'));
  await backend.start();
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
