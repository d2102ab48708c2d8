import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { AuditDecision } from '@tieline/plugin-integrations-common/governance';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { Evaluator } from '../scorecard/Evaluator';
import { AuditStore } from './AuditStore';
import { StoredAudit } from './StoredAudit';

/** Who decides, as the catalog knows them. */
export interface Auditor {
  entityRef: string;
  /** Themselves and their groups; undefined where it is no person. */
  ownershipRefs?: readonly string[];
  /** Whether they have the permission. */
  isAllowed: boolean;
}

/** Decides about passes that were drawn. Nobody decides about their own team's. */
export class AuditOffice {
  readonly #store: AuditStore;
  readonly #surroundings: SurroundingsCache;
  readonly #evaluator: Evaluator;
  readonly #now: () => Date;

  constructor(options: {
    store: AuditStore;
    surroundings: SurroundingsCache;
    evaluator: Evaluator;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#surroundings = options.surroundings;
    this.#evaluator = options.evaluator;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<StoredAudit> {
    const audit = await this.#store.find(id);
    if (!audit) {
      throw new NotFoundError(`There is no audit ${id} that you may read.`);
    }
    return audit;
  }

  /** Why somebody may not decide, in a sentence; undefined where they may. */
  async whyNot(
    auditor: Auditor,
    ownerRef: string | undefined,
  ): Promise<string | undefined> {
    if (!auditor.isAllowed) {
      return 'Deciding about audits takes the permission integration.audit.decide.';
    }
    if (!auditor.ownershipRefs) {
      return 'An audit takes a person who looks.';
    }
    if (!ownerRef) {
      return undefined;
    }
    const surroundings = await this.#surroundings.get();
    const isOfTeam = auditor.ownershipRefs
      .map(ref => ref.toLocaleLowerCase('en-US'))
      .some(
        ref =>
          ref === ownerRef ||
          surroundings
            .ancestorsOf(ref)
            .some(({ entityRef }) => entityRef === ownerRef),
      );
    return isOfTeam
      ? `You are of ${ownerRef}, which owns it: somebody else has to look.`
      : undefined;
  }

  /**
   * @throws NotAllowedError where they may not
   * @throws InputError where there is no note for what is overturned
   * @throws ConflictError where it was decided already, or passes no more
   */
  async decide(
    audit: StoredAudit,
    ownerRef: string | undefined,
    decision: AuditDecision,
    auditor: Auditor,
  ): Promise<void> {
    const because = await this.whyNot(auditor, ownerRef);
    if (because) {
      throw new NotAllowedError(because);
    }
    if (audit.state !== 'open') {
      throw new ConflictError(
        audit.state === 'lapsed'
          ? 'It does not pass any more: there is nothing to decide.'
          : `It is ${audit.state} already.`,
      );
    }
    const note = decision.note?.trim() || undefined;
    const { confirmed } = decision;
    if (!confirmed && !note) {
      throw new InputError('note is missing: say why it does not hold.');
    }
    const by = auditor.entityRef;
    const done = await this.#store.decide(
      audit.id,
      { confirmed, by, note },
      this.#now(),
    );
    if (!done) {
      throw new ConflictError(
        'Somebody else has decided about it just now, or it passes no more.',
      );
    }
    await this.#evaluator.evaluate([audit.entityRef]);
  }
}
