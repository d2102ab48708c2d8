import { ConflictError, InputError } from '@backstage/errors';
import {
  PilotRequest,
  WriteUp,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { dayOf } from '../waivers/Waiver';
import { DAY_MS } from './days';
import { StoredPilot } from './Pilot';
import { PilotFiguresReader } from './PilotFiguresReader';
import { PilotProposer } from './PilotProposer';
import { PilotEnd, PilotStore } from './PilotStore';

/** Who ends a pilot whose integration is no longer there. */
const SYSTEM = 'tieline';

/** Starts improvements, writes them up and stops them. */
export class PilotOffice {
  readonly #store: PilotStore;
  readonly #figures: PilotFiguresReader;
  readonly #proposer: PilotProposer;
  readonly #checklist: ActiveChecklist;
  readonly #projection: IntegrationProjection;
  readonly #now: () => Date;

  constructor(options: {
    store: PilotStore;
    figures: PilotFiguresReader;
    proposer: PilotProposer;
    checklist: ActiveChecklist;
    projection: IntegrationProjection;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#figures = options.figures;
    this.#proposer = options.proposer;
    this.#checklist = options.checklist;
    this.#projection = options.projection;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Freezes how the integration stands now.
   *
   * @returns the pilot's id
   * @throws InputError where title, checks or day can't be
   * @throws ConflictError where nothing is to improve, or the team has a pilot
   */
  async start(
    request: PilotRequest,
    integration: IntegrationFacets,
    startedBy: string,
  ): Promise<string> {
    const now = this.#now();
    const title = request.title.trim();
    if (!title) {
      throw new InputError('title is empty: say what it is about.');
    }
    if (request.until !== undefined && request.until < dayOf(now)) {
      throw new InputError(`until is in the past: ${request.until}.`);
    }
    const checkIds = [...new Set(request.checkIds)];
    const items = checkIds.map(id => {
      const item = this.#checklist.current.items.find(one => one.id === id);
      if (!item) {
        throw new InputError(`checkIds: the checklist has no check ${id}.`);
      }
      return item;
    });
    const { entityRef } = integration;
    const before = await this.#figures.read(entityRef, checkIds, now);
    if (!before) {
      throw new ConflictError(
        `${entityRef} was not evaluated yet: try again in a few seconds.`,
      );
    }
    const isDone = (id: string) =>
      ['pass', 'not-applicable'].includes(before.results[id]);
    if (checkIds.every(isDone)) {
      throw new ConflictError(
        'There is nothing to improve: each of the checks passes already or does not apply.',
      );
    }
    const firstOpen = items.find(({ id }) => !isDone(id))!;
    const reason =
      request.reason?.trim() ||
      (await this.#proposer.reasonFor(integration, firstOpen.question));
    return this.#store.start(
      {
        integration,
        checkIds,
        title,
        reason,
        until: request.until,
        startedBy,
        before,
      },
      now,
    );
  }

  /**
   * The first write-up closes the pilot, later ones correct what it says.
   *
   * @throws InputError where the text is empty
   * @throws ConflictError where it was stopped
   */
  async writeUp(pilot: StoredPilot, given: WriteUp, by: string): Promise<void> {
    const writeUp = { outcome: given.outcome, text: given.text.trim() };
    if (!writeUp.text) {
      throw new InputError(
        'text is empty: say what was done, what came of it, and what others should do.',
      );
    }
    if (pilot.state === 'stopped') {
      throw new ConflictError(
        'It was stopped: there is nothing to write up. Start another pilot.',
      );
    }
    if (pilot.state === 'closed') {
      await this.#store.correct(pilot, writeUp, by, this.#now());
      return;
    }
    await this.#end(pilot, { writeUp }, by);
  }

  /**
   * @throws InputError where the reason is empty
   * @throws ConflictError where it has ended
   */
  async stop(pilot: StoredPilot, given: string, by: string): Promise<void> {
    const stopReason = given.trim();
    if (!stopReason) {
      throw new InputError('reason is empty: say why it is stopped.');
    }
    if (pilot.state !== 'active') {
      throw new ConflictError(`It is ${pilot.state} already.`);
    }
    await this.#end(pilot, { stopReason }, by);
  }

  /** Stops pilots whose integration left the catalog more than a day ago, so that their team can start another. */
  async stopAbandoned(now: Date): Promise<void> {
    const left = new Date(now.getTime() - DAY_MS);
    for (const pilot of await this.#store.listAbandoned(left)) {
      const end = await this.#endOf(pilot, now);
      // Where another replica was faster it is stopped all the same.
      await this.#store.end(
        pilot,
        {
          ...end,
          by: SYSTEM,
          how: { stopReason: 'The integration left the catalog.' },
        },
        now,
      );
    }
  }

  async #end(
    pilot: StoredPilot,
    how: PilotEnd['how'],
    by: string,
  ): Promise<void> {
    const now = this.#now();
    const end = await this.#endOf(pilot, now);
    if (!(await this.#store.end(pilot, { ...end, how, by }, now))) {
      throw new ConflictError('Somebody else has ended it just now.');
    }
  }

  async #endOf(
    pilot: StoredPilot,
    now: Date,
  ): Promise<Pick<PilotEnd, 'integration' | 'after' | 'points'>> {
    const { entityRef } = pilot.integration;
    const [integration, after, points] = await Promise.all([
      this.#projection.getFacets(entityRef),
      this.#figures.read(entityRef, pilot.checkIds, now),
      this.#figures.readPoints(entityRef, new Date(pilot.startedAt), now),
    ]);
    return {
      integration: integration ?? pilot.integration,
      after: after ?? pilot.before,
      points,
    };
  }
}
