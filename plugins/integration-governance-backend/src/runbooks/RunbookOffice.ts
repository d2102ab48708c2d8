import { ConflictError, InputError } from '@backstage/errors';
import {
  Runbook,
  RunbookConfirmationRequest,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Evaluator } from '../scorecard/Evaluator';
import { dayOf } from '../waivers/Waiver';
import { FailureModes } from './FailureModes';
import { confirmedUntil } from './Runbook';
import { RunbookStore } from './RunbookStore';

/** Of each integration when each failure mode was last drilled, in ISO 8601. */
export type LastDrills = (
  entityRefs: readonly string[],
) => Promise<Map<string, Map<string, string>>>;

/** Shows runbooks, and takes what people confirm of them. What changes is evaluated at once. */
export class RunbookOffice {
  readonly #store: RunbookStore;
  readonly #modes: FailureModes;
  readonly #evaluator: Pick<Evaluator, 'evaluate'>;
  readonly #lastDrills: LastDrills;

  constructor(options: {
    store: RunbookStore;
    modes: FailureModes;
    evaluator: Pick<Evaluator, 'evaluate'>;
    lastDrills: LastDrills;
  }) {
    this.#store = options.store;
    this.#modes = options.modes;
    this.#evaluator = options.evaluator;
    this.#lastDrills = options.lastDrills;
  }

  async show(facets: IntegrationFacets): Promise<Omit<Runbook, 'mayConfirm'>> {
    const { entityRef, runbook } = facets;
    const [looks, confirmations, drilled] = await Promise.all([
      this.#store.listLooks([entityRef]),
      this.#store.listConfirmations([entityRef]),
      this.#lastDrills([entityRef]),
    ]);
    const look = looks.get(entityRef);
    const confirmation = confirmations.get(entityRef);
    // What was known of another address says nothing of this one.
    const isOfThis = ({ href }: { href: string }) => href === runbook?.url;
    const confirmed =
      confirmation && isOfThis(confirmation) ? confirmation : undefined;
    return {
      integration: facets,
      href: runbook?.url,
      title: runbook?.title,
      reachable:
        look?.result && isOfThis(look)
          ? {
              result: look.result,
              detail: look.detail!,
              at: look.at!,
              since: look.since,
            }
          : undefined,
      confirmation: confirmed && {
        by: confirmed.by,
        at: confirmed.at,
        until: confirmedUntil(confirmed),
        note: confirmed.note,
        covers: confirmed.covers,
      },
      modes: this.#modes.of(facets).map(mode => {
        const last = drilled.get(entityRef)?.get(mode.id);
        return {
          ...mode,
          isCovered: confirmed?.covers.includes(mode.id) ?? false,
          lastDrilledOn: last && dayOf(new Date(last)),
        };
      }),
    };
  }

  /**
   * @throws ConflictError where there is nothing to confirm
   * @throws InputError where it is to cover what is no failure mode of the integration
   */
  async confirm(
    facets: IntegrationFacets,
    { covers, note }: RunbookConfirmationRequest,
    by: string,
    now: Date,
  ): Promise<void> {
    if (!facets.runbook) {
      throw new ConflictError(
        'There is no runbook to confirm: name one in spec.operations.runbook first.',
      );
    }
    const own = this.#modes.of(facets).map(({ id }) => id);
    const unknown = covers.find(id => !own.includes(id));
    if (unknown !== undefined) {
      throw new InputError(
        `covers: ${unknown} is no failure mode of this integration. There are: ${own.join(', ')}.`,
      );
    }
    await this.#store.confirm(facets.entityRef, {
      href: facets.runbook.url,
      by,
      at: now.toISOString(),
      note: note?.trim() || undefined,
      covers: [...new Set(covers)],
    });
    await this.#evaluator.evaluate([facets.entityRef]);
  }
}
