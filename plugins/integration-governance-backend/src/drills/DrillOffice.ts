import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  DrillOutcomeRequest,
  DrillRequest,
  FindingRequest,
} from '@tieline/plugin-integrations-common/governance';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { givenPeople } from '../http/givenRefs';
import { isHttpUrl } from '../evidence/told/readPushedEvidence';
import { NewFinding } from '../findings/Finding';
import { Reviews } from '../reviews/createReviews';
import { addToTrail } from '../reviews/trail';
import { FailureModes } from '../runbooks/FailureModes';
import { Evaluator } from '../scorecard/Evaluator';
import { StoredDrill } from './Drill';
import { DrillSilencer } from './DrillSilencer';
import { DrillStore } from './DrillStore';

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24;
const FURTHEST_DAYS = 366;
/** Clocks differ, and filling in a form takes a moment. */
const LATE_MS = 5 * 60_000;
const PRODUCTION = 'production';

/** Plans drills, records how they went, and calls them off. What changes is evaluated at once. */
export class DrillOffice {
  readonly #store: DrillStore;
  readonly #modes: FailureModes;
  readonly #silencer: DrillSilencer;
  readonly #findings: Reviews['findings'];
  readonly #evaluator: Pick<Evaluator, 'evaluate'>;
  readonly #now: () => Date;

  constructor(options: {
    store: DrillStore;
    modes: FailureModes;
    silencer: DrillSilencer;
    findings: Reviews['findings'];
    evaluator: Pick<Evaluator, 'evaluate'>;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#modes = options.modes;
    this.#silencer = options.silencer;
    this.#findings = options.findings;
    this.#evaluator = options.evaluator;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<StoredDrill> {
    const drill = await this.#store.find(id);
    if (!drill) {
      throw new NotFoundError(`There is no drill ${id} that you may read.`);
    }
    return drill;
  }

  /**
   * @returns the id of what is planned now; whether its window is silenced is
   *   known by then, or why not
   * @throws InputError where the failure can't be, or the window
   */
  async plan(
    { facets, spec }: ProjectedIntegration,
    request: DrillRequest,
    by: string,
  ): Promise<string> {
    const now = this.#now();
    const mode = this.#modes
      .of(facets)
      .find(({ id }) => id === request.failureModeId);
    if (!mode) {
      const own = this.#modes.of(facets).map(({ id }) => id);
      throw new InputError(
        `failureModeId: ${request.failureModeId} is no failure mode of this integration. There are: ${own.join(', ')}.`,
      );
    }
    requirePossibleWindow(request, now);
    const environment = request.environment?.trim() || PRODUCTION;
    const isProduction =
      environment === PRODUCTION || environment === spec.telemetry?.environment;
    const drill = await this.#store.plan(
      {
        entityRef: facets.entityRef,
        failureModeId: mode.id,
        failureModeTitle: mode.title,
        environment,
        from: request.from,
        to: request.to,
        isToBeSilenced: isProduction && request.silenceAlarms !== false,
        plan: request.plan?.trim() || undefined,
        people: givenPeople(request.people ?? []),
        createdBy: by,
      },
      now,
    );
    await this.#silencer.bringInLine(drill.id, now, true);
    return drill.id;
  }

  /**
   * @throws InputError where the outcome lacks what shows it, or a follow-up can't be
   * @throws ConflictError where it is not planned any more
   */
  async record(
    drill: StoredDrill,
    request: DrillOutcomeRequest,
    by: string,
  ): Promise<void> {
    const now = this.#now();
    requirePlanned(drill);
    const { outcome, minutesToRecover, artefact } = request;
    const notes = request.notes.trim();
    if (!notes) {
      throw new InputError('notes is empty: say how it went.');
    }
    const heldAt = request.heldAt ?? drill.from;
    if (Date.parse(heldAt) > now.getTime()) {
      throw new InputError(
        request.heldAt
          ? `heldAt is in the future: ${heldAt}.`
          : `heldAt is missing: the drill is planned for ${drill.from}, which is in the future. Say when it was held, or call it off.`,
      );
    }
    if (outcome === 'passed' && !artefact) {
      throw new InputError(
        'artefact is missing: a drill that passed needs a link to what shows it, such as a record, a dashboard or a recording.',
      );
    }
    if (artefact !== undefined && !isHttpUrl(artefact)) {
      throw new InputError('artefact is no http or https address.');
    }
    const followUps = await this.#judge(request.followUps ?? [], drill, by);
    const recorded = await this.#store.record(
      drill,
      { outcome, heldAt, notes, recordedBy: by, minutesToRecover, artefact },
      now,
      async tx => {
        for (const followUp of followUps) {
          const finding = await this.#findings.store.add(tx, followUp, now);
          await addToTrail(tx, {
            findingId: finding.id,
            entityRef: drill.entityRef,
            at: now,
            by,
            what: `added the finding “${finding.title}” after the drill “${drill.failureModeTitle}”`,
            changed: { findings: [finding] },
          });
        }
      },
    );
    if (!recorded) {
      throw new ConflictError(
        'Somebody else has recorded it or called it off just now.',
      );
    }
    await this.#silencer.bringInLine(drill.id, now, true);
    await this.#evaluator.evaluate([drill.entityRef]);
  }

  /** @throws ConflictError where it is not planned any more */
  async cancel(drill: StoredDrill, reason: string): Promise<void> {
    requirePlanned(drill);
    if (!reason.trim()) {
      throw new InputError('reason is empty: say why it is called off.');
    }
    const now = this.#now();
    if (!(await this.#store.cancel(drill.id, reason.trim(), now))) {
      throw new ConflictError(
        'Somebody else has recorded it or called it off just now.',
      );
    }
    await this.#silencer.bringInLine(drill.id, now, true);
  }

  /** @throws InputError that names which follow-up can't be, and why */
  async #judge(
    followUps: readonly FindingRequest[],
    { id, entityRef }: StoredDrill,
    by: string,
  ): Promise<NewFinding[]> {
    const judged: NewFinding[] = [];
    for (const [index, followUp] of followUps.entries()) {
      const field = `followUps[${index}]`;
      const other = followUp.entityRef?.toLocaleLowerCase('en-US');
      if (other !== undefined && other !== entityRef) {
        throw new InputError(
          `${field}.entityRef is another integration than the drill’s: leave it out.`,
        );
      }
      try {
        judged.push(
          await this.#findings.office.judge(followUp, {
            ...{ by, entityRef },
            origin: { drillId: id },
          }),
        );
      } catch (error) {
        throw error instanceof InputError
          ? new InputError(error.message.replace(/^finding(?=\.)/, field))
          : error;
      }
    }
    return judged;
  }
}

function requirePlanned({ state }: StoredDrill): void {
  if (state !== 'planned') {
    throw new ConflictError(
      state === 'done' ? 'It is recorded already.' : 'It was called off.',
    );
  }
}

function requirePossibleWindow(
  { from, to }: Pick<DrillRequest, 'from' | 'to'>,
  now: Date,
): void {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) {
    throw new InputError('from and to have to be ISO 8601, in UTC.');
  }
  if (fromMs < now.getTime() - LATE_MS) {
    throw new InputError(`from is in the past: ${from}.`);
  }
  if (fromMs > now.getTime() + FURTHEST_DAYS * 24 * HOUR_MS) {
    throw new InputError(`from is more than a year away: ${from}.`);
  }
  if (toMs <= fromMs) {
    throw new InputError(`to, ${to}, has to be later than from, ${from}.`);
  }
  if (toMs - fromMs > LONGEST_HOURS * HOUR_MS) {
    throw new InputError(
      `to is too late: a drill lasts ${LONGEST_HOURS} hours at most. Plan one for each day.`,
    );
  }
}
