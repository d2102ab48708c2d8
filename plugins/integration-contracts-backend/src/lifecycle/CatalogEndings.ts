import { Replacement } from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { VersionRow } from '../registry/Contract';
import { EndingRow, toEnding } from './Ending';
import { EndingStore, NOT_LOOKED_AT } from './EndingStore';
import { ENDING_STATUSES } from './statusOf';

/** What the catalog says of an end. */
interface DeclaredEnd {
  openKey: string;
  title: string;
  ownerRef: string | null;
  announcedMs: number;
  sunsetMs?: number;
  replacement?: Replacement;
  note?: string;
}

/**
 * Follows what the catalog calls deprecated: an ending of it begins, with as much
 * of a plan as is declared, and is completed on its page. What the catalog no
 * longer says, and nobody completed, is taken back.
 */
export class CatalogEndings {
  readonly #knex: Knex;
  readonly #store: EndingStore;
  readonly #projection: IntegrationProjection;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    store: EndingStore;
    projection: IntegrationProjection;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#projection = options.projection;
    this.#now = options.now;
  }

  /** Several replicas may do so at once. */
  async follow(): Promise<void> {
    const known = await this.#listKnown();
    const versions = await this.#listDeprecatedVersions();
    const integrations = await this.#listDeprecatedIntegrations();
    const declared = new Set<string>();
    for (const { row, end } of versions) {
      declared.add(end.openKey);
      if (!known.open.has(end.openKey)) {
        await this.#begin(end, { kind: 'version', version_id: row.id });
      }
    }
    for (const { facets, end } of integrations) {
      declared.add(end.openKey);
      // What was decided here of an integration stays, whatever its YAML says.
      if (!known.ever.has(facets.entityRef)) {
        await this.#begin(end, {
          kind: 'integration',
          integration_ref: facets.entityRef,
        });
      }
    }
    for (const row of known.incomplete) {
      if (!declared.has(row.open_key!)) {
        await this.#takeBack(row);
      }
    }
  }

  async #listKnown() {
    const rows = await this.#knex<EndingRow>('endings').select(
      'id',
      'open_key',
      'integration_ref',
      'source',
      'sunset_at_ms',
    );
    const open = rows.filter(({ open_key: key }) => key !== null);
    return {
      open: new Set(open.map(({ open_key: key }) => key!)),
      ever: new Set(rows.flatMap(row => row.integration_ref ?? [])),
      incomplete: open.filter(
        row => row.source === 'catalog' && row.sunset_at_ms === null,
      ),
    };
  }

  async #listDeprecatedVersions(): Promise<
    Array<{ row: VersionRow; end: DeclaredEnd }>
  > {
    const rows: Array<
      VersionRow & {
        subject: string;
        title: string | null;
        owner_ref: string | null;
      }
    > = await this.#knex('contract_versions')
      .join('contracts', 'contracts.id', 'contract_versions.contract_id')
      .where('contract_versions.state', 'deprecated')
      .select(
        'contract_versions.*',
        'contracts.subject',
        'contracts.title',
        'contracts.owner_ref',
      );
    return rows.map(row => ({
      row,
      end: {
        openKey: `version:${row.id}`,
        title: `${row.title ?? row.subject} ${row.version}`,
        ownerRef: row.owner_ref,
        announcedMs: Number(row.deprecated_at_ms ?? this.#now()),
      },
    }));
  }

  async #listDeprecatedIntegrations(): Promise<
    Array<ProjectedIntegration & { end: DeclaredEnd }>
  > {
    const refs: Array<{ entity_ref: string }> = await this.#projection
      .query()
      .where('lifecycle', 'deprecated')
      .select('entity_ref');
    const found = await Promise.all(
      refs.map(({ entity_ref: ref }) => this.#projection.getIntegration(ref)),
    );
    return found
      .filter(integration => integration !== undefined)
      .map(integration => {
        const { facets, spec } = integration;
        const { plan, by, replacement } = spec.retirement ?? {};
        const sunsetMs = by === undefined ? NaN : Date.parse(by);
        return {
          ...integration,
          end: {
            openKey: `integration:${facets.entityRef}`,
            title: facets.title ?? facets.name,
            ownerRef: facets.ownerRef ?? null,
            announcedMs: this.#now(),
            ...(!Number.isNaN(sunsetMs) && { sunsetMs }),
            ...(replacement && { replacement: readReplacement(replacement) }),
            ...(plan && { note: plan }),
          },
        };
      });
  }

  async #begin(
    end: DeclaredEnd,
    of: Pick<EndingRow, 'kind'> &
      Partial<Pick<EndingRow, 'version_id' | 'integration_ref'>>,
  ): Promise<void> {
    const nowMs = this.#now();
    await this.#store.transaction(async tx => {
      // Another replica has found the same.
      await tx('endings')
        .insert({
          version_id: null,
          integration_ref: null,
          ...of,
          open_key: end.openKey,
          title: end.title,
          owner_ref: end.ownerRef,
          source: 'catalog',
          is_foreign: false,
          announced_at_ms: end.announcedMs,
          announced_by: null,
          sunset_at_ms: end.sunsetMs ?? null,
          replacement: end.replacement ? JSON.stringify(end.replacement) : null,
          replacement_title: titleOf(end.replacement),
          note: end.note ?? null,
          over_at_ms: null,
          over_how: null,
          override_reason: null,
          revision: 0,
          ...NOT_LOOKED_AT,
          due_at_ms: nowMs,
          search_text: end.title.toLocaleLowerCase('en-US'),
        })
        .onConflict('open_key')
        .ignore();
      const row = await tx<EndingRow>('endings')
        .where('open_key', end.openKey)
        .first();
      const events = await tx('ending_events').where('ending_id', row!.id);
      if (events.length === 0) {
        const text = 'The catalog says that it is deprecated';
        await this.#store.addEvents(
          tx,
          row!.id,
          [{ kind: 'announced', text }],
          end.announcedMs,
        );
      }
    });
  }

  async #takeBack({ id }: Pick<EndingRow, 'id'>): Promise<void> {
    const nowMs = this.#now();
    await this.#store.transaction(async tx => {
      const row = await tx<EndingRow>('endings').where({ id }).first();
      if (row?.open_key) {
        await this.#store.change(tx, toEnding(row), {
          open_key: null,
          over_at_ms: nowMs,
          over_how: 'withdrawn',
          status: 'withdrawn',
          rank: ENDING_STATUSES.indexOf('withdrawn'),
        });
        const text = 'The catalog no longer says that it is deprecated';
        await this.#store.addEvents(
          tx,
          id,
          [{ kind: 'withdrawn', text }],
          nowMs,
        );
      }
    });
  }
}

/** YAML says it in words: `none`, maybe with the reason, or what it is. `none yet` says nothing. */
function readReplacement(text: string): Replacement | undefined {
  if (/^none yet\b/i.test(text.trim())) {
    return undefined;
  }
  const none = /^none\b[\s,:;.–-]*(.*)$/is.exec(text.trim());
  return none
    ? { kind: 'none', reason: none[1] || 'As its entity says' }
    : { kind: 'other', text: text.slice(0, 500) };
}

function titleOf(replacement: Replacement | undefined): string | null {
  return replacement?.kind === 'none' ? 'none' : (replacement?.text ?? null);
}
