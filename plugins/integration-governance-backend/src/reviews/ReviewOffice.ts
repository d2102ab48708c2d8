import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  DispositionRequest,
  KeepOrEndRequest,
  ReviewItem,
  ReviewItemRequest,
  ReviewRequest,
  SignatureRequest,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { givenPeople } from '../http/givenRefs';
import { NewFinding } from '../findings/Finding';
import { FindingOffice } from '../findings/FindingOffice';
import { FindingStore } from '../findings/FindingStore';
import { dayOf } from '../waivers/Waiver';
import { AgendaWriter } from './agenda/AgendaWriter';
import { PORTFOLIO, StoredReview, TrailChange } from './Review';
import { ReviewCadence } from './ReviewCadence';
import { ReadReview, ReviewEdit, ReviewStore } from './ReviewStore';
import {
  alreadyOpen,
  judgeKeepOrEnd,
  judgeNextReview,
  requireNothingOpen,
} from './judgeReview';

const DAY_MS = 86_400_000;
/** Two who dispose of items at the same time hardly ever meet more often. */
const TRIES = 5;

/** What is written of a change, and what else goes with it. */
type Change = Omit<ReviewEdit, 'by' | 'at'> & {
  also?: (tx: Knex.Transaction) => Promise<TrailChange>;
};

/** Opens reviews, takes down what is decided, and closes them. */
export class ReviewOffice {
  readonly #store: ReviewStore;
  readonly #findings: FindingStore;
  readonly #findingOffice: FindingOffice;
  readonly #agenda: AgendaWriter;
  readonly #cadence: ReviewCadence;
  readonly #now: () => Date;

  constructor(options: {
    store: ReviewStore;
    findings: FindingStore;
    findingOffice: FindingOffice;
    agenda: AgendaWriter;
    cadence: ReviewCadence;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#findings = options.findings;
    this.#findingOffice = options.findingOffice;
    this.#agenda = options.agenda;
    this.#cadence = options.cadence;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<ReadReview> {
    const found = await this.#store.find(id);
    if (!found) {
      throw new NotFoundError(`There is no review ${id} that you may read.`);
    }
    return found;
  }

  /**
   * @param facets - of the integration; the portfolio where they are missing
   * @returns the id of the review, whose agenda is written
   * @throws ConflictError where one is open, with its id
   */
  async open(
    facets: IntegrationFacets | undefined,
    request: ReviewRequest,
    by: string,
  ): Promise<string> {
    const now = this.#now();
    const subject = facets?.entityRef ?? PORTFOLIO;
    const people = givenPeople(request.people ?? []);
    const openId = (await this.#store.openIds([subject])).get(subject);
    if (openId) {
      throw alreadyOpen(openId);
    }
    const before = (await this.#store.lastSigned([subject])).get(subject);
    const { items, baseline } = await this.#agenda.write(facets, {
      now,
      before,
      nextReviewOn: await this.latestNextReview(subject, now),
    });
    const review: StoredReview = {
      id: randomUUID(),
      entityRef: facets?.entityRef,
      title: facets
        ? `Review of ${facets.title ?? facets.name}`
        : 'Review of the portfolio',
      state: 'open',
      openedAt: now.toISOString(),
      openedBy: by,
      people,
      since: before?.openedAt,
    };
    await this.#store.open(review, items, baseline);
    return review.id;
  }

  /** Puts something on the agenda. */
  addItem(id: string, request: ReviewItemRequest, by: string): Promise<void> {
    const title = request.title.trim();
    if (!title) {
      throw new InputError('title is empty: say what it is about.');
    }
    const item: ReviewItem = {
      id: randomUUID(),
      kind: 'own',
      title,
      detail: request.detail?.trim() ?? '',
      level: 'neutral',
      isOwn: true,
    };
    return this.#change(id, by, async ({ review }) => ({
      review,
      items: [item],
      what: `put “${title}” on the agenda`,
    }));
  }

  /** Says what follows from an item; what was said before is replaced, and a finding of it withdrawn. */
  dispose(
    id: string,
    itemId: string,
    request: DispositionRequest,
    by: string,
  ): Promise<void> {
    const note = request.note?.trim() || undefined;
    const { kind } = request;
    if (kind === 'decision' && !note) {
      throw new InputError('note is missing: say what was decided.');
    }
    if (kind === 'finding' && !request.finding) {
      throw new InputError(
        'finding is missing: say what is to be done, by whom, and by when.',
      );
    }
    if (kind !== 'finding' && request.finding) {
      throw new InputError(
        `finding belongs to the kind finding only, not to ${kind}.`,
      );
    }
    return this.#change(id, by, async ({ review, agenda }, at) => {
      const item = itemOf(agenda, itemId);
      const finding =
        request.finding &&
        (await this.#findingOffice.judge(request.finding, {
          by,
          origin: { reviewId: id },
          entityRef: await this.#subjectOf(review, request.finding.entityRef),
        }));
      const findingId = finding && randomUUID();
      const disposed: ReviewItem = {
        ...item,
        disposition: { kind, note, findingId, by, at: at.toISOString() },
      };
      return {
        review,
        items: [disposed],
        what: describeDisposition(item, kind, note, finding),
        also: async tx => ({
          findings: [
            ...(await this.#withdrawOf(tx, item)),
            ...(finding
              ? [await this.#findings.add(tx, finding, at, findingId)]
              : []),
          ],
        }),
      };
    });
  }

  /** @throws ConflictError where nothing was said of it */
  reopen(id: string, itemId: string, by: string): Promise<void> {
    return this.#change(id, by, async ({ review, agenda }) => {
      const { disposition, ...item } = itemOf(agenda, itemId);
      if (!disposition) {
        throw new ConflictError(`“${item.title}” is open already.`);
      }
      return {
        review,
        items: [item],
        what: `took back what was said of “${item.title}”`,
        also: async tx => ({
          findings: await this.#withdrawOf(tx, { ...item, disposition }),
        }),
      };
    });
  }

  decideKeepOrEnd(
    id: string,
    request: KeepOrEndRequest,
    by: string,
  ): Promise<void> {
    return this.#change(id, by, async ({ review }, at) => {
      const keepOrEnd = judgeKeepOrEnd(review, request, { by, at });
      const { decision, reason, endOn } = keepOrEnd;
      return {
        review: { ...review, keepOrEnd },
        what: `decided: ${decision}${endOn ? ` on ${endOn}` : ''}. ${reason}`,
      };
    });
  }

  /** @throws ConflictError that names what is open */
  sign(id: string, request: SignatureRequest, by: string): Promise<void> {
    return this.#change(id, by, async ({ review, agenda }, at) => {
      requireNothingOpen(review, agenda);
      const nextReviewOn = judgeNextReview(request.nextReviewOn, {
        now: at,
        latest: await this.latestNextReview(review.entityRef ?? PORTFOLIO, at),
      });
      return {
        review: {
          ...review,
          state: 'signed',
          note: request.note?.trim() || undefined,
          closedAt: at.toISOString(),
          closedBy: by,
          nextReviewOn,
        },
        what: `signed the review; the next one is due on ${nextReviewOn}`,
      };
    });
  }

  /** Calls it off: it counts as not held, and its open findings are withdrawn. */
  cancel(id: string, reason: string, by: string): Promise<void> {
    const note = reason.trim();
    if (!note) {
      throw new InputError('reason is empty: say why it is called off.');
    }
    return this.#change(id, by, async ({ review, agenda }, at) => ({
      review: {
        ...review,
        state: 'cancelled',
        note,
        closedAt: at.toISOString(),
        closedBy: by,
      },
      what: `called the review off: ${note}`,
      also: async tx => {
        const findings = [];
        for (const item of agenda) {
          findings.push(...(await this.#withdrawOf(tx, item)));
        }
        return { findings };
      },
    }));
  }

  /** The latest day of the next review if one were signed now: ISO 8601. */
  async latestNextReview(subject: string, now: Date): Promise<string> {
    const days = (await this.#cadence.days([subject])).get(subject);
    if (days === undefined) {
      throw new NotFoundError(
        `${subject} has left the catalog: there is nothing to review.`,
      );
    }
    return dayOf(new Date(now.getTime() + days * DAY_MS));
  }

  async #change(
    id: string,
    by: string,
    work: (read: ReadReview, at: Date) => Promise<Change>,
  ): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const read = await this.find(id);
      if (read.review.state !== 'open') {
        throw new ConflictError(
          `The review is ${read.review.state}: nothing of it changes any more.`,
        );
      }
      const at = this.#now();
      const { also, ...change } = await work(read, at);
      if (await this.#store.change(read, { ...change, by, at }, also)) {
        return;
      }
    }
    throw new ConflictError(
      'Others are changing this review all the time: look at it again.',
    );
  }

  async #withdrawOf(tx: Knex.Transaction, { disposition }: ReviewItem) {
    const withdrawn =
      disposition?.findingId &&
      (await this.#findings.withdrawIn(tx, disposition.findingId));
    return withdrawn ? [withdrawn] : [];
  }

  /** The integration that a finding is about; undefined for the portfolio. */
  async #subjectOf(
    { entityRef }: StoredReview,
    named: string | undefined,
  ): Promise<string | undefined> {
    const wanted = named?.toLocaleLowerCase('en-US');
    if (entityRef && wanted && wanted !== entityRef) {
      throw new InputError(
        `finding.entityRef: the review is of ${entityRef}, not of ${named}.`,
      );
    }
    if (!entityRef && wanted && !(await this.#agenda.has(wanted))) {
      throw new InputError(
        `finding.entityRef: there is no integration ${named}. Give its full entity reference.`,
      );
    }
    return entityRef ?? wanted;
  }
}

function itemOf(agenda: readonly ReviewItem[], itemId: string): ReviewItem {
  const item = agenda.find(({ id }) => id === itemId);
  if (!item) {
    throw new NotFoundError(`The agenda has no item ${itemId}.`);
  }
  return item;
}

function describeDisposition(
  { title }: ReviewItem,
  kind: DispositionRequest['kind'],
  note: string | undefined,
  finding: NewFinding | undefined,
): string {
  if (finding) {
    return `found of “${title}”: ${finding.title}. ${finding.ownerRef} has it until ${finding.dueOn}`;
  }
  return kind === 'decision'
    ? `decided of “${title}”: ${note}`
    : `found “${title}” fine${note ? `: ${note}` : ''}`;
}
