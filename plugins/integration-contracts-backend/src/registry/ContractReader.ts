import { NotFoundError } from '@backstage/errors';
import {
  Contract,
  ContractDifference,
  ContractFile,
  ContractId,
  ContractVerdict,
  ContractVersionText,
  CheckRequest,
  GetDifferenceRequest,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { ConsumerReader } from '../consumers/ConsumerReader';
import { FlowStore } from '../consumers/FlowStore';
import { EarlierText, Judge } from '../judging/Judge';
import { FileStore } from '../sources/FileStore';
import { toContractFile } from '../sources/toContractFile';
import { Outbox } from '../telling/Outbox';
import { toUntold } from '../telling/toUntold';
import { StoredContract, VersionRow } from './Contract';
import { ContractList } from './ContractList';
import { ContractStore } from './ContractStore';
import { guaranteesOf } from './guaranteesOf';
import { RefusalStore } from './RefusalStore';
import { toVerdict } from './toVerdict';
import { toWireVersion, VersionStore } from './VersionStore';

/** What a text is called that another is judged against. */
const GIVEN_TEXT = 'given';

/** Messages that nobody took, of one contract. */
const MOST_UNTOLD = 20;

/** Answers what is asked about contracts and their versions. */
export class ContractReader {
  readonly #contracts: ContractStore;
  readonly #versions: VersionStore;
  readonly #refusals: RefusalStore;
  readonly #list: ContractList;
  readonly #consumers: ConsumerReader;
  readonly #flows: FlowStore;
  readonly #files: FileStore;
  readonly #outbox: Outbox;
  readonly #judge: Judge;
  readonly #now: () => number;

  constructor(options: {
    contracts: ContractStore;
    versions: VersionStore;
    refusals: RefusalStore;
    list: ContractList;
    consumers: ConsumerReader;
    flows: FlowStore;
    files: FileStore;
    outbox: Outbox;
    judge: Judge;
    now: () => number;
  }) {
    this.#contracts = options.contracts;
    this.#versions = options.versions;
    this.#refusals = options.refusals;
    this.#list = options.list;
    this.#consumers = options.consumers;
    this.#flows = options.flows;
    this.#files = options.files;
    this.#outbox = options.outbox;
    this.#judge = options.judge;
    this.#now = options.now;
  }

  /** @throws NotFoundError where there is no such contract */
  async find(id: ContractId): Promise<StoredContract> {
    const contract = await this.#contracts.find(id);
    if (!contract) {
      throw new NotFoundError(
        `There is no contract ${stringifyContractId(id)}. It comes to be with its first version, or with the first integration or API entity that names it.`,
      );
    }
    return contract;
  }

  /** @throws NotFoundError where there is no such version */
  async findVersion(
    contract: StoredContract,
    version: string,
  ): Promise<VersionRow> {
    const row = await this.#versions.find(contract.id, version);
    if (!row) {
      throw new NotFoundError(
        `There is no version ${version} of ${stringifyContractId(contract)}`,
      );
    }
    return row;
  }

  async read(id: ContractId, readable: IntegrationQuery): Promise<Contract> {
    const contract = await this.find(id);
    // First, so that each version that it counts is in the list.
    const summaries = await this.#list.summaries([contract.id], readable);
    const [versions, consumers, files, refusals, untold] = await Promise.all([
      this.#versions.list(contract.id),
      this.#consumers.list(contract, readable),
      this.#filesOf(contract, readable),
      this.#refusals.list(contract.id),
      this.#outbox.listGivenUp({ contractId: contract.id }, MOST_UNTOLD),
    ]);
    return {
      summary: summaries.get(contract.id)!,
      allVersions: versions.map(row => toWireVersion(row, this.#now())),
      guarantees: guaranteesOf(
        contract.settings,
        versions[0]?.guarantees ?? null,
      ),
      consumers,
      files,
      refusals: refusals.map(({ atMs, by, version, judgement }) => ({
        at: new Date(atMs).toISOString(),
        by,
        version,
        verdict: toVerdict(judgement, consumers),
      })),
      untold: untold.map(toUntold),
    };
  }

  async readVersion(
    id: ContractId,
    version: string,
  ): Promise<ContractVersionText> {
    const row = await this.findVersion(await this.find(id), version);
    const text = await this.#versions.readText(row.content_id);
    return { version: toWireVersion(row, this.#now()), text };
  }

  async readDifference(
    id: ContractId,
    { from, to, mode, policy }: GetDifferenceRequest,
    readable: IntegrationQuery,
  ): Promise<ContractDifference> {
    const contract = await this.find(id);
    const [older, newer] = await Promise.all([
      this.findVersion(contract, from),
      this.findVersion(contract, to),
    ]);
    const [text, consumers] = await Promise.all([
      this.#versions.readText(newer.content_id),
      this.#consumers.list(contract, readable),
    ]);
    const { judgement, changes, totalChanges } = await this.#judge.compare({
      next: { text, format: newer.format },
      mode: mode ?? contract.row.mode,
      policy: policy ?? contract.row.policy,
      history: [this.#versions.toEarlierText(older)],
    });
    return {
      from: toWireVersion(older, this.#now()),
      to: toWireVersion(newer, this.#now()),
      verdict: toVerdict(judgement, consumers),
      changes,
      totalChanges,
    };
  }

  /** Judges a text; a contract that isn't there yet has nothing to clash with. */
  async check(
    { text, format, contract: id, against, mode, policy }: CheckRequest,
    readable: IntegrationQuery,
  ): Promise<ContractVerdict> {
    const contract = id && (await this.#contracts.find(id));
    const { mode: ownMode, policy: ownPolicy } =
      contract?.row ?? this.#contracts.defaults;
    const judged = mode ?? ownMode;
    const history =
      against === undefined
        ? await this.#historyOf(contract, judged.endsWith('_TRANSITIVE'))
        : [await this.#given(against, format)];
    const judgement = await this.#judge.judge({
      next: { text, format },
      mode: judged,
      policy: policy ?? ownPolicy,
      history,
    });
    return toVerdict(judgement, await this.#consumers.list(contract, readable));
  }

  /** What became of the files that integrations name as this contract, each once. */
  async #filesOf(
    { id }: StoredContract,
    readable: IntegrationQuery,
  ): Promise<ContractFile[]> {
    const [flows, followed] = await Promise.all([
      this.#flows.listOfContract(id, readable),
      this.#files.list([id]),
    ]);
    const files = flows.flatMap(
      flow => toContractFile(flow, followed.get(id)) ?? [],
    );
    return [
      ...new Map(files.map(file => [JSON.stringify(file), file])).values(),
    ];
  }

  async #given(
    text: string,
    format: EarlierText['format'] | undefined,
  ): Promise<EarlierText> {
    const read = await this.#judge.read({ text, format });
    return { version: GIVEN_TEXT, format: read.format, text };
  }

  async #historyOf(
    contract: StoredContract | undefined,
    isTransitive: boolean,
  ): Promise<EarlierText[]> {
    const all = contract ? await this.#versions.list(contract.id) : [];
    const versions = all.filter(({ state }) => state !== 'retired');
    const asked = isTransitive ? versions.reverse() : versions.slice(0, 1);
    return asked.map(row => this.#versions.toEarlierText(row));
  }
}
