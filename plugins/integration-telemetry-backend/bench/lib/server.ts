import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { readFileSync, renameSync, writeFileSync } from 'fs';
import { Session } from 'inspector/promises';
import { rootHttpRouter } from '../../../../packages/backend/src/rootHttpRouter';

/** The two questions that the plugin asks, answered from memory: a catalog would take minutes to take so many entities in. */
function createCatalog(entities: Entity[]): CatalogService {
  const byRef = new Map(
    entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  const catalog = {
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
  };
  return catalog as unknown as CatalogService;
}

/** Writes a profile of what happens between two signals SIGUSR2. */
function profileOnSignal(file: string): void {
  let session: Session | undefined;
  process.on('SIGUSR2', async () => {
    if (!session) {
      session = new Session();
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.start');
    } else {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      session = undefined;
      // Complete where it is there.
      writeFileSync(`${file}.partial`, JSON.stringify(profile));
      renameSync(`${file}.partial`, file);
    }
  });
}

async function main(): Promise<void> {
  const { TIELINE_BENCH_ENTITIES, TIELINE_BENCH_PROFILE } = process.env;
  const entities = JSON.parse(readFileSync(TIELINE_BENCH_ENTITIES!, 'utf8'));
  if (TIELINE_BENCH_PROFILE) {
    profileOnSignal(TIELINE_BENCH_PROFILE);
  }
  const backend = createBackend();
  backend.add(rootHttpRouter);
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(import('@tieline/plugin-permission-backend-module-integrations'));
  backend.add(
    createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () => createCatalog(entities),
    }),
  );
  backend.add(import('../../src'));
  await backend.start();
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
