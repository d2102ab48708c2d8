import { InputError } from '@backstage/errors';
import {
  ContractEvidence,
  ContractEvidencePage,
  FlowEvidence,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { UsedEndings } from '../lifecycle/UsedEndings';
import { ContractList } from '../registry/ContractList';
import { ContractStore } from '../registry/ContractStore';
import { VersionStore } from '../registry/VersionStore';
import { FileStore } from '../sources/FileStore';
import { toContractFile } from '../sources/toContractFile';
import { FlowStore, IntegrationFlow } from './FlowStore';

/**
 * Shows page by page what it takes to judge the contracts of all integrations:
 * a few queries for each page, however many integrations are on it.
 */
export class ContractEvidenceReader {
  readonly #projection: IntegrationProjection;
  readonly #flows: FlowStore;
  readonly #files: FileStore;
  readonly #list: ContractList;
  readonly #contracts: ContractStore;
  readonly #versions: VersionStore;
  readonly #endings: UsedEndings;
  readonly #now: () => number;

  constructor(options: {
    projection: IntegrationProjection;
    flows: FlowStore;
    files: FileStore;
    list: ContractList;
    contracts: ContractStore;
    versions: VersionStore;
    usedEndings: UsedEndings;
    now: () => number;
  }) {
    this.#projection = options.projection;
    this.#flows = options.flows;
    this.#files = options.files;
    this.#list = options.list;
    this.#contracts = options.contracts;
    this.#versions = options.versions;
    this.#endings = options.usedEndings;
    this.#now = options.now;
  }

  /** @throws InputError where the cursor is none */
  async list(
    page: { limit: number; cursor?: string },
    readable: IntegrationQuery,
  ): Promise<ContractEvidencePage> {
    const { refs, hasMore } = await this.#readRefs(page, readable);
    const flows = await this.#flows.listOfIntegrations(refs);
    const toEvidence = await this.#readAround(flows, readable);
    const byIntegration = new Map<string, FlowEvidence[]>();
    for (const flow of flows) {
      const known = byIntegration.get(flow.integrationRef) ?? [];
      known.push(toEvidence(flow));
      byIntegration.set(flow.integrationRef, known);
    }
    return {
      items: refs.map((integrationRef): ContractEvidence => ({
        integrationRef,
        flows: byIntegration.get(integrationRef) ?? [],
      })),
      ...(hasMore && { nextCursor: toCursor(refs[refs.length - 1]) }),
    };
  }

  async #readRefs(
    { limit, cursor }: { limit: number; cursor?: string },
    readable: IntegrationQuery,
  ): Promise<{ refs: string[]; hasMore: boolean }> {
    const query = this.#projection.query();
    readable(query);
    if (cursor !== undefined) {
      query.where(
        'projection_integrations.entity_ref',
        '>',
        fromCursor(cursor),
      );
    }
    const rows: Array<{ entity_ref: string }> = await query
      .orderBy('projection_integrations.entity_ref')
      .limit(limit + 1)
      .select('projection_integrations.entity_ref');
    return {
      refs: rows.slice(0, limit).map(row => row.entity_ref),
      hasMore: rows.length > limit,
    };
  }

  /** Reads at once what all flows of a page need. */
  async #readAround(
    flows: readonly IntegrationFlow[],
    readable: IntegrationQuery,
  ): Promise<(flow: IntegrationFlow) => FlowEvidence> {
    const ids = [...new Set(flows.flatMap(flow => flow.contractId ?? []))];
    const [summaries, files, guarantees, registered, endings] =
      await Promise.all([
        this.#list.summaries(ids, readable),
        this.#files.list(ids),
        this.#contracts.listGuarantees(ids),
        this.#versions.listRegistered(ids, this.#now()),
        this.#endings.list(ids),
      ]);
    return flow => {
      const id = flow.contractId ?? -1;
      const contract = summaries.get(id);
      return {
        data: flow.data,
        direction: flow.direction,
        providerRef: flow.providerRef,
        file: toContractFile(flow, files.get(id)),
        ...(contract && {
          reference: stringifyContractId(contract),
          contract,
          guarantees: guarantees.get(id),
          versions: registered.get(id) ?? [],
          endings: endings(id, flow.integrationRef),
        }),
      };
    };
  }
}

function toCursor(integrationRef: string): string {
  return Buffer.from(integrationRef).toString('base64url');
}

function fromCursor(cursor: string): string {
  const ref = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!ref.startsWith('integration:') || ref.includes('\u0000')) {
    throw new InputError(
      'This cursor does not belong to this list; begin without a cursor',
    );
  }
  return ref;
}
