import { CheckResult } from '@tieline/plugin-integrations-common';
import { Pilot } from '@tieline/plugin-integrations-common/governance';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { PilotFigures, pilotMeasures, StoredPilot } from './Pilot';
import { PilotFiguresReader } from './PilotFiguresReader';

/** Shows a pilot before and after: live while it is active, as it was at its end from then on. */
export class PilotPresenter {
  readonly #figures: PilotFiguresReader;
  readonly #checklist: ActiveChecklist;
  readonly #projection: IntegrationProjection;

  constructor(options: {
    figures: PilotFiguresReader;
    checklist: ActiveChecklist;
    projection: IntegrationProjection;
  }) {
    this.#figures = options.figures;
    this.#checklist = options.checklist;
    this.#projection = options.projection;
  }

  async present(
    pilot: StoredPilot,
    now: Date,
  ): Promise<Omit<Pilot, 'mayManage'>> {
    const { before, after: frozen, points: kept, checkIds, ...rest } = pilot;
    const { entityRef } = pilot.integration;
    const isActive = pilot.state === 'active';
    const [integration, after, points] = await Promise.all([
      isActive ? this.#projection.getFacets(entityRef) : undefined,
      frozen ?? this.#figures.read(entityRef, checkIds, now),
      kept ??
        this.#figures.readPoints(entityRef, new Date(pilot.startedAt), now),
    ]);
    return {
      ...rest,
      integration: integration ?? pilot.integration,
      checks: checkIds.map(checkId => ({
        checkId,
        title:
          this.#checklist.current.items.find(({ id }) => id === checkId)
            ?.title ?? checkId,
        before: resultOf(before, checkId) ?? 'unmeasured',
        after: after && resultOf(after, checkId),
      })),
      baseline: before.score,
      now: after?.score ?? before.score,
      measures: pilotMeasures.map(measure => ({
        ...measure,
        before: before.measures[measure.id],
        after: after?.measures[measure.id],
      })),
      points,
    };
  }
}

function resultOf(
  { results }: PilotFigures,
  checkId: string,
): CheckResult | undefined {
  return results[checkId];
}
