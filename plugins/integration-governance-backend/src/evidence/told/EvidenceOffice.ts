import { InputError, NotFoundError } from '@backstage/errors';
import {
  Attestation,
  EvidenceRecord,
  PushedEvidence,
  PushReceipt,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { ActiveChecklist } from '../../checklist/ActiveChecklist';
import { Evaluator } from '../../scorecard/Evaluator';
import { dayOf } from '../../waivers/Waiver';
import { AttestationFacts, EvidencePiece, NewPiece } from './EvidencePiece';
import { EvidencePieceStore } from './EvidencePieceStore';
import { isHttpUrl, readPushedEvidence } from './readPushedEvidence';

/** More names of facts than anybody has checks for. */
const MAX_FACT_NAMES = 200;

/** Takes what pipelines and people tell, and has it judged at once. */
export class EvidenceOffice {
  readonly #store: EvidencePieceStore;
  readonly #projection: IntegrationProjection;
  readonly #checklist: ActiveChecklist;
  readonly #evaluator: Evaluator;
  readonly #now: () => Date;

  constructor(options: {
    store: EvidencePieceStore;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
    evaluator: Evaluator;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
    this.#evaluator = options.evaluator;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * @param entityRef - full and in lower case, of an integration or a resource
   * @param sender - as records name it
   * @throws NotFoundError where there is no such entity
   * @throws InputError naming the field that can't be taken
   */
  async push(
    entityRef: string,
    pushed: PushedEvidence,
    sender: string,
  ): Promise<PushReceipt> {
    const now = this.#now();
    if (!(await this.#exists(entityRef))) {
      throw new NotFoundError(
        `There is no ${entityRef} in the catalog. A new entity is known here a few seconds after the catalog has it.`,
      );
    }
    const pieces = readPushedEvidence(pushed, {
      entityRef,
      source: `pipeline ${sender}`,
      now,
    });
    await this.#requireFewFacts(entityRef, pieces);
    const taken = await this.#store.add(pieces, now);
    if (taken.some(({ isNew }) => isNew)) {
      await this.#evaluator.evaluate(await this.#concerned(entityRef));
    }
    return {
      accepted: taken.map(({ id, isNew, piece }) => ({
        id,
        isNew,
        type: piece.type,
        subject: piece.subject,
        value: piece.value,
        counts: piece.countsNotBecause === undefined,
        because: piece.countsNotBecause,
      })),
    };
  }

  /**
   * @param by - the person who states it
   * @throws InputError where nobody can attest the check, or the day is in the future
   */
  async attest(
    entityRef: string,
    checkId: string,
    attestation: Attestation,
    by: string,
  ): Promise<EvidenceRecord> {
    const now = this.#now();
    this.#requireAttestable(checkId);
    const { holds, href } = attestation;
    const statement = attestation.statement.trim();
    if (!statement) {
      throw new InputError('statement is empty: say what you know, and how.');
    }
    if (href !== undefined && !isHttpUrl(href)) {
      throw new InputError('href is no http or https address.');
    }
    const today = dayOf(now);
    if (attestation.on !== undefined && attestation.on > today) {
      throw new InputError(`on is in the future: ${attestation.on}.`);
    }
    const isToday = attestation.on === undefined || attestation.on === today;
    const facts: AttestationFacts = { holds, statement };
    const piece: NewPiece = {
      entityRef,
      type: 'attestation',
      subject: checkId,
      value: `${holds ? 'It holds' : 'It does not hold'}: ${statement}`,
      grade: 'attested',
      source: by,
      attestedBy: by,
      href,
      facts: { ...facts },
      at: isToday ? now.toISOString() : `${attestation.on}T00:00:00.000Z`,
      senderKey: now.toISOString(),
    };
    // Whoever signs now means the statement to count, also of an earlier day.
    const { id } = await this.#store.replace(piece, now);
    await this.#evaluator.evaluate([entityRef]);
    return toEvidenceRecord({ ...piece, id, receivedAt: now.toISOString() });
  }

  /** @throws NotFoundError where nothing is attested */
  async withdrawAttestation(entityRef: string, checkId: string): Promise<void> {
    const found = await this.#store.supersede(
      { entityRef, type: 'attestation', subject: checkId },
      this.#now(),
    );
    if (!found) {
      throw new NotFoundError(`Nobody has attested ${checkId} of it.`);
    }
    await this.#evaluator.evaluate([entityRef]);
  }

  #requireAttestable(checkId: string): void {
    const item = this.#checklist.current.items.find(({ id }) => id === checkId);
    if (!item) {
      throw new InputError(`The checklist has no check ${checkId}.`);
    }
    if (!item.attestable) {
      throw new InputError(
        `${checkId} can’t be attested: it takes evidence that is ${item.needs}.`,
      );
    }
  }

  async #requireFewFacts(
    entityRef: string,
    pieces: readonly NewPiece[],
  ): Promise<void> {
    const names = pieces
      .filter(({ type }) => type === 'fact')
      .map(({ subject }) => subject);
    if (names.length === 0) {
      return;
    }
    const known = await this.#store.subjectsOf(entityRef, 'fact');
    if (new Set([...known, ...names]).size > MAX_FACT_NAMES) {
      throw new InputError(
        `facts: ${entityRef} would have more than ${MAX_FACT_NAMES} names of facts. A name is a kind of fact, not its value.`,
      );
    }
  }

  async #exists(entityRef: string): Promise<boolean> {
    return entityRef.startsWith('integration:')
      ? (await this.#projection.getFacets(entityRef)) !== undefined
      : (await this.#projection.resolveRefs([entityRef])).has(entityRef);
  }

  /** The integration itself, or those that a platform carries. */
  async #concerned(entityRef: string): Promise<string[]> {
    return entityRef.startsWith('integration:')
      ? [entityRef]
      : this.#projection.listVia(entityRef);
  }
}

/** A piece of evidence as the API shows it. */
export function toEvidenceRecord(piece: EvidencePiece): EvidenceRecord {
  return {
    id: piece.id,
    type: piece.type,
    subject: piece.subject,
    value: piece.value,
    grade: piece.grade,
    source: piece.source,
    by: piece.attestedBy,
    href: piece.href,
    environment: piece.environment,
    at: piece.at,
    receivedAt: piece.receivedAt,
    supersededAt: piece.supersededAt,
    facts: piece.facts,
  };
}
