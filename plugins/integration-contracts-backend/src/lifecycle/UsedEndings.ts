import { UsedEnding } from '@tieline/plugin-integrations-common/contracts';
import { toOptionalInstant } from '../database';
import { KnownConsumer, StoredEnding } from './Ending';
import { EndingStore, VersionEnding } from './EndingStore';

/** What of an integration's contracts ends, as the last look at each ending found it. */
export class UsedEndings {
  readonly #store: EndingStore;

  constructor(options: { store: EndingStore }) {
    this.#store = options.store;
  }

  /** @returns the endings of a contract's versions that an integration has consumers of */
  async list(
    contractIds: readonly number[],
  ): Promise<(contractId: number, integrationRef: string) => UsedEnding[]> {
    const endings = await this.#store.listOpenOfContracts(contractIds);
    const consumers = await this.#store.listConsumersOf(
      endings.map(({ ending }) => ending.id),
    );
    const byContract = new Map<number, VersionEnding[]>();
    for (const one of endings) {
      const known = byContract.get(one.contractId) ?? [];
      known.push(one);
      byContract.set(one.contractId, known);
    }
    return (contractId, integrationRef) =>
      (byContract.get(contractId) ?? []).flatMap(({ ending, version }) => {
        const own = (consumers.get(ending.id) ?? []).filter(({ facts }) =>
          facts.integrationRefs.includes(integrationRef),
        );
        return own.length > 0 ? [toUsedEnding(ending, version, own)] : [];
      });
  }
}

function toUsedEnding(
  { id, row, announcedMs, replacement }: StoredEnding,
  version: string,
  consumers: readonly KnownConsumer[],
): UsedEnding {
  const seen = consumers.flatMap(({ facts }) => facts.lastSeenMs ?? []);
  return {
    id,
    version,
    announcedAt: new Date(announcedMs).toISOString(),
    sunsetAt: toOptionalInstant(row.sunset_at_ms),
    replacement,
    replacementTitle: row.replacement_title ?? undefined,
    untold: consumers.filter(isUntold).map(({ facts }) => facts.name),
    usageReadAt: toOptionalInstant(row.usage_read_at_ms),
    lastSeenAt:
      seen.length > 0 ? new Date(Math.max(...seen)).toISOString() : undefined,
  };
}

/** Whoever left before it was announced has nothing to be told. */
function isUntold({
  state,
  lastToldMs,
  acknowledgedMs,
}: KnownConsumer): boolean {
  return (
    lastToldMs === undefined &&
    acknowledgedMs === undefined &&
    state !== 'left' &&
    state !== 'presumed-gone'
  );
}
