import {
  DrillSuggestion,
  FailureMode,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { counted } from '../checklist/checks/words';
import { FailureModes } from '../runbooks/FailureModes';
import { weightOf } from '../scorecard/rollUp';
import { dayOf } from '../waivers/Waiver';
import { DrillStore } from './DrillStore';
import { RECENT_DAYS, RecentFailures } from './RecentFailures';

const YEAR_MS = 365 * 86_400_000;
/** What was never drilled counts as drilled so long ago. */
const NEVER_YEARS = 3;
/** Others do not run, or not for long. */
const LIFECYCLES = ['production', 'deprecated'];

/** Says what to drill next: longest not drilled × criticality × failed recently. */
export class DrillSuggestions {
  readonly #projection: IntegrationProjection;
  readonly #modes: FailureModes;
  readonly #store: DrillStore;
  readonly #failures: RecentFailures;

  constructor(options: {
    projection: IntegrationProjection;
    modes: FailureModes;
    store: DrillStore;
    failures: RecentFailures;
  }) {
    this.#projection = options.projection;
    this.#modes = options.modes;
    this.#store = options.store;
    this.#failures = options.failures;
  }

  /** The most needed first; what is planned already is left out. */
  async list(
    { ownerRefs = [], limit }: { ownerRefs?: string[]; limit: number },
    readable: IntegrationQuery,
    now: Date,
  ): Promise<Array<Omit<DrillSuggestion, 'mayManage'>>> {
    const query = this.#projection.query().select('facets');
    readable(query);
    if (ownerRefs.length > 0) {
      query.where(either => {
        either.whereIn('projection_integrations.owner_ref', ownerRefs);
        if (ownerRefs.includes('none')) {
          either.orWhereNull('projection_integrations.owner_ref');
        }
      });
    }
    const rows: Array<{ facets: string }> = await query;
    const [drilled, planned, failures] = await Promise.all([
      this.#store.lastHeld(),
      this.#store.listPlanned(now),
      this.#failures.count(),
    ]);
    const isPlanned = new Set(
      planned.map(drill => `${drill.entityRef} ${drill.failureModeId}`),
    );
    const suggestions = rows
      .map((row): IntegrationFacets => JSON.parse(row.facets))
      .filter(({ lifecycle }) => !lifecycle || LIFECYCLES.includes(lifecycle))
      .flatMap(facets =>
        this.#modes
          .of(facets)
          .filter(({ id }) => !isPlanned.has(`${facets.entityRef} ${id}`))
          .map(mode =>
            suggest(facets, mode, {
              heldAt: drilled.get(facets.entityRef)?.get(mode.id),
              failures: failures && (failures.get(facets.entityRef) ?? 0),
              now,
            }),
          ),
      );
    return suggestions
      .sort(
        (left, right) =>
          right.score - left.score ||
          left.integration.entityRef.localeCompare(right.integration.entityRef),
      )
      .slice(0, limit);
  }
}

/**
 * Why a failure is to be drilled, and how much.
 *
 * @param known - `failures`: within the last 90 days; undefined where nobody knows
 */
export function suggest(
  integration: IntegrationFacets,
  failureMode: FailureMode,
  known: { heldAt?: string; failures?: number; now: Date },
): Omit<DrillSuggestion, 'mayManage'> {
  const { heldAt, failures, now } = known;
  const years = heldAt
    ? Math.max(0, (now.getTime() - Date.parse(heldAt)) / YEAR_MS)
    : NEVER_YEARS;
  const weight = weightOf(integration.criticality);
  const { criticality } = integration;
  return {
    integration,
    failureMode,
    lastDrilledOn: heldAt && dayOf(new Date(heldAt)),
    score: Math.round(years * weight * (1 + (failures ?? 0)) * 100) / 100,
    reasons: [
      heldAt
        ? `Last drilled on ${dayOf(new Date(heldAt))}, ${years.toFixed(1)} years ago`
        : `Never drilled, which counts as ${NEVER_YEARS} years ago`,
      criticality
        ? `Its criticality is ${criticality}: it weighs ${weight}`
        : `It has no criticality: it weighs ${weight}, like a medium one`,
      failuresInWords(failures),
    ],
  };
}

function failuresInWords(failures: number | undefined): string {
  if (failures === undefined) {
    return 'How often it failed recently is not known: telemetry does not answer';
  }
  return failures === 0
    ? `It had no alarm within ${RECENT_DAYS} days`
    : `It had ${counted(failures, 'alarm', 'alarms')} within ${RECENT_DAYS} days`;
}
