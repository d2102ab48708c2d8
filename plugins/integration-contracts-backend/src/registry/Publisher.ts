import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, isError } from '@backstage/errors';
import {
  ContractId,
  ContractVersion,
  stringifyContractId,
  VerdictState,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { ContractFormatId } from '../formats/ContractFormat';
import { Judge, Judgement, ReadText } from '../judging/Judge';
import { Announcement, Announcer } from '../telling/Announcer';
import { StoredContract, VersionRow } from './Contract';
import { ContractStore } from './ContractStore';
import { nameVersion } from './nameVersion';
import { PublicationRefusedError } from './PublicationRefusedError';
import { RefusalStore } from './RefusalStore';
import { NewVersion, VersionStore } from './VersionStore';

export interface PublicationRequest {
  contract: ContractId;
  text: string;
  format?: ContractFormatId;
  /** Its name; the text's own where it is missing. */
  version?: string;
  title?: string;
  changelog?: string;
  source: ContractVersion['source'];
  sourceUrl?: string;
  /** When it was published, of history. Now where it is missing. */
  publishedAtMs?: number;
  publishedBy?: string;
  override?: { reason: string; by: string };
  /** It is in use already: what breaks is kept as `incompatible`, and a taken name gets a suffix. */
  isInUse?: boolean;
  isDeprecated?: boolean;
}

export interface Published {
  version: VersionRow;
  alreadyKnown: boolean;
  judgement: Judgement;
  /** Owners who are told that it breaks. */
  told: string[];
}

/** So much may the clock of whoever publishes be ahead. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** What was published longer ago is history when it is added: nobody is told of it. */
const NEWS_MS = 86_400_000;

const NOTHING_TO_TELL: Announcement = { messages: [], told: [] };

/** Somebody else published meanwhile: read again what the latest is. So often at most. */
const MAX_ATTEMPTS = 8;

/**
 * Takes texts as versions. Two replicas may do so at once: a version is added
 * only after the latest that it was judged against.
 */
export class Publisher {
  readonly #knex: Knex;
  readonly #contracts: ContractStore;
  readonly #versions: VersionStore;
  readonly #refusals: RefusalStore;
  readonly #judge: Judge;
  readonly #announcer: Announcer;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    contracts: ContractStore;
    versions: VersionStore;
    refusals: RefusalStore;
    judge: Judge;
    announcer: Announcer;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#contracts = options.contracts;
    this.#versions = options.versions;
    this.#refusals = options.refusals;
    this.#judge = options.judge;
    this.#announcer = options.announcer;
    this.#now = options.now;
  }

  /**
   * @throws InputError where the text can't be read or judged, ConflictError
   *   where the name is taken, and PublicationRefusedError where it breaks the mode
   */
  async publish(request: PublicationRequest): Promise<Published> {
    if ((request.publishedAtMs ?? 0) > this.#now() + CLOCK_SKEW_MS) {
      throw new InputError(
        'publishedAt is in the future; leave it out for now',
      );
    }
    const read = await this.#judge.read(request);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const published = await this.#attempt(request, read);
      if (published) {
        this.#announcer.wake();
        return published;
      }
    }
    throw new ConflictError(
      `Others publish versions of ${stringifyContractId(request.contract)} at the same time. Try again.`,
    );
  }

  /** @returns undefined where somebody else published meanwhile */
  async #attempt(
    request: PublicationRequest,
    read: ReadText,
  ): Promise<Published | undefined> {
    const contract = await this.#contracts.find(request.contract);
    const all = contract ? await this.#versions.list(contract.id) : [];
    const atMs = request.publishedAtMs ?? Infinity;
    const versions = all.filter(row => Number(row.published_at_ms) <= atMs);
    const asked = request.version ?? read.version;
    const next = all[all.length - versions.length - 1];
    const known = all.find(
      row =>
        row.digest === read.digest &&
        (row === versions[0] ||
          row === next ||
          (row.version === asked && !request.isInUse)),
    );
    if (known) {
      const judgement: Judgement = JSON.parse(known.verdict);
      return { version: known, alreadyKnown: true, judgement, told: [] };
    }
    const number = (contract?.row.latest_number ?? 0) + 1;
    const name = nameVersion(
      asked,
      number,
      new Set(all.map(({ version }) => version)),
      request.isInUse ?? false,
    );
    const { judgement, state } = await this.#judgeNext(
      request,
      read,
      contract,
      versions,
    );
    if (state === 'incompatible' && !request.isInUse) {
      await this.#refuse(contract!, name, request, judgement);
    }
    const published = await this.#add(request, read, {
      number,
      name,
      judgement,
      state,
      isNewest: versions.length === all.length,
      newestAtMs: Number(all[0]?.published_at_ms ?? 0),
    });
    if (published && next?.verdict_state === 'first') {
      await this.#judgeAfter(contract!, published.version, next);
    }
    return published;
  }

  /** What was the first version had nothing to be compared with before this one. */
  async #judgeAfter(
    contract: StoredContract,
    earlier: VersionRow,
    next: VersionRow,
  ): Promise<void> {
    const { mode, policy } = contract.row;
    const text = await this.#versions.readText(next.content_id);
    try {
      const judgement = await this.#judge.judge({
        next: { text, format: next.format },
        mode,
        policy,
        history: [this.#versions.toEarlierText(earlier)],
      });
      await this.#versions.changeVerdict(next.id, {
        verdict_state: stateOf(judgement, [earlier], {}),
        breaking: countErrors(judgement),
        verdict: JSON.stringify(judgement),
      });
    } catch (error) {
      // The earlier version is in: that nobody knows what the next one breaks is no failure of it.
      if (!isInputError(error)) {
        throw error;
      }
      await this.#versions.changeVerdict(next.id, {
        verdict_state: 'unchecked',
        breaking: 0,
        verdict: next.verdict,
      });
    }
  }

  async #judgeNext(
    request: PublicationRequest,
    read: ReadText,
    contract: StoredContract | undefined,
    versions: readonly VersionRow[],
  ): Promise<{ judgement: Judgement; state: VerdictState }> {
    const { mode, policy } = contract?.row ?? this.#contracts.defaults;
    const earlier = versions.filter(({ state }) => state !== 'retired');
    const isTransitive = mode.endsWith('_TRANSITIVE');
    const asked = isTransitive ? [...earlier].reverse() : earlier.slice(0, 1);
    try {
      const judgement = await this.#judge.judge({
        next: { text: request.text, format: read.format },
        mode,
        policy,
        history: asked.map(row => this.#versions.toEarlierText(row)),
      });
      return { judgement, state: stateOf(judgement, earlier, request) };
    } catch (error) {
      // What is in use already, or wanted all the same, is kept although nobody knows what it breaks.
      if (!isInputError(error) || !(request.isInUse || request.override)) {
        throw error;
      }
      const judgement: Judgement = {
        compatible: false,
        mode,
        policy,
        format: read.format,
        comparedWith: [],
        violations: [],
      };
      return { judgement, state: 'unchecked' };
    }
  }

  async #refuse(
    contract: StoredContract,
    name: string,
    { publishedBy, publishedAtMs }: PublicationRequest,
    judgement: Judgement,
  ): Promise<never> {
    await this.#refusals.add(
      contract.id,
      { by: publishedBy, version: name, judgement },
      publishedAtMs ?? this.#now(),
    );
    const count = countErrors(judgement);
    throw new PublicationRefusedError(
      `${name} breaks ${judgement.mode} of ${stringifyContractId(contract)} against ${judgement.clashingVersion}: ${count === 1 ? 'one violation' : `${count} violations`}. See the verdict for how to make the change without breaking.`,
      judgement,
    );
  }

  async #add(
    request: PublicationRequest,
    read: ReadText,
    found: {
      number: number;
      name: string;
      judgement: Judgement;
      state: VerdictState;
      isNewest: boolean;
      /** When the newest so far was published, perhaps by a clock that is ahead. */
      newestAtMs: number;
    },
  ): Promise<Published | undefined> {
    const { judgement, state } = found;
    const nowMs = this.#now();
    // What is found in the catalog for the first time may be there for years.
    const isNews =
      nowMs - (request.publishedAtMs ?? nowMs) < NEWS_MS &&
      !(request.isInUse && state === 'first');
    const contract = await this.#contracts.ensure(request.contract);
    const announcement = isNews
      ? await this.#announcer.compose(contract, {
          version: found.name,
          number: found.number,
          atMs: nowMs,
          state,
          judgement,
          override: request.override,
        })
      : NOTHING_TO_TELL;
    const row: NewVersion = {
      contract_id: contract.id,
      number: found.number,
      version: found.name,
      format: read.format,
      state: request.isDeprecated ? 'deprecated' : 'active',
      published_at_ms:
        request.publishedAtMs ?? Math.max(nowMs, found.newestAtMs),
      recorded_at_ms: nowMs,
      published_by: request.publishedBy ?? null,
      source: request.source,
      source_url: request.sourceUrl ?? null,
      changelog: request.changelog ?? null,
      deprecated_at_ms: request.isDeprecated ? nowMs : null,
      sunset_at_ms: null,
      replacement: null,
      verdict_state: state,
      breaking: countErrors(judgement),
      verdict: JSON.stringify(judgement),
      guarantees: read.guarantees ? JSON.stringify(read.guarantees) : null,
      override_reason:
        state === 'compatible' || state === 'first'
          ? null
          : (request.override?.reason ?? null),
      override_by:
        state === 'compatible' || state === 'first'
          ? null
          : (request.override?.by ?? null),
    };
    try {
      const version = await this.#knex.transaction(async tx => {
        const added = await this.#versions.add(
          tx,
          { digest: read.digest, text: request.text },
          row,
        );
        if (added && found.isNewest) {
          const title = request.title ?? read.title;
          await this.#contracts.changeSourceFacts(
            contract,
            { ...contract.sourceFacts, ...(title && { title }) },
            { format: read.format, problem: null },
            tx,
          );
        }
        if (added) {
          await this.#announcer.put(tx, contract, announcement);
        }
        return added;
      });
      return (
        version && {
          version,
          alreadyKnown: false,
          judgement,
          told: announcement.told,
        }
      );
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return undefined;
      }
      throw error;
    }
  }
}

function countErrors({ violations }: Judgement): number {
  return violations.filter(({ severity }) => severity === 'error').length;
}

function isInputError(error: unknown): error is InputError {
  return isError(error) && error.name === 'InputError';
}

function stateOf(
  { compatible, mode }: Judgement,
  earlier: readonly VersionRow[],
  { override }: Pick<PublicationRequest, 'override'>,
): VerdictState {
  if (earlier.length === 0) {
    return 'first';
  }
  if (mode === 'NONE') {
    return 'not-comparable';
  }
  if (compatible) {
    return 'compatible';
  }
  return override ? 'overridden' : 'incompatible';
}
