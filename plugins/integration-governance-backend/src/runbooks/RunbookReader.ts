import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  HeldDrill,
  RunbookEvidence,
} from '@tieline/plugin-integrations-node/checks';
import { StoredDrill } from '../drills/Drill';
import { DrillStore } from '../drills/DrillStore';
import { FailureModes } from './FailureModes';
import { RunbookStore } from './RunbookStore';

/** What checks see of runbooks and drills. */
export interface PreparednessEvidence {
  runbook: RunbookEvidence;
  drill?: HeldDrill;
}

/** Reads what is known of runbooks and drills, for many integrations at once. */
export class RunbookReader {
  readonly #runbooks: RunbookStore;
  readonly #drills: DrillStore;
  readonly #modes: FailureModes;

  constructor(options: {
    runbooks: RunbookStore;
    drills: DrillStore;
    modes: FailureModes;
  }) {
    this.#runbooks = options.runbooks;
    this.#drills = options.drills;
    this.#modes = options.modes;
  }

  async read(
    integrations: readonly IntegrationFacets[],
  ): Promise<(facets: IntegrationFacets) => PreparednessEvidence> {
    const refs = integrations.map(({ entityRef }) => entityRef);
    const [looks, confirmations, drills] = await Promise.all([
      this.#runbooks.listLooks(refs),
      this.#runbooks.listConfirmations(refs),
      this.#drills.newestHeld(refs),
    ]);
    return facets => {
      const { entityRef, runbook } = facets;
      // What is known of another address says nothing of this one.
      const isOfThis = ({ href }: { href: string }) => href === runbook?.url;
      const look = [looks.get(entityRef) ?? []].flat().find(isOfThis);
      const confirmation = [confirmations.get(entityRef) ?? []]
        .flat()
        .find(isOfThis);
      const drill = drills.get(entityRef);
      return {
        runbook: {
          look: look?.at
            ? { result: look.result, detail: look.detail ?? '', at: look.at }
            : undefined,
          confirmation: confirmation && {
            by: confirmation.by,
            at: confirmation.at,
            covers: confirmation.covers,
          },
          modes: this.#modes.of(facets).map(({ id, title }) => ({ id, title })),
        },
        drill: drill && toHeld(drill),
      };
    };
  }
}

function toHeld(drill: StoredDrill): HeldDrill {
  return {
    id: drill.id,
    failureMode: drill.failureModeTitle,
    outcome: drill.outcome!,
    at: drill.heldAt!,
    environment: drill.environment,
    artefact: drill.artefact,
  };
}
