import { PushReceipt } from '@tieline/plugin-integrations-common/governance';
import { PortalApi, PortalApiOptions } from '../sending/PortalApi';
import { Clock } from '../Simulator';
import { evidenceIn, Look, nextEvidenceMs } from './evidenceIn';
import { PlannedEvidence } from './PlannedEvidence';

/** A timer can't be set for more than 24 days. */
const longestWaitMs = 86_400_000;

/**
 * Pushes what pipelines found, as they do with `tieline evidence push`. What the portal has already
 * it knows by its id.
 */
export class EvidencePusher {
  readonly #options: PortalApiOptions;
  readonly #api: PortalApi;

  constructor(options: PortalApiOptions) {
    this.#options = options;
    this.#api = new PortalApi('integration-governance', options);
  }

  /**
   * Pushes what was found before, then what is found as time goes by.
   *
   * @param once - end after what was found before
   * @throws AbortError where the signal ends it
   */
  async push(
    plans: readonly PlannedEvidence[],
    clock: Clock,
    once: boolean,
  ): Promise<void> {
    const { signal } = this.#options;
    for (let fromMs: number | undefined; ;) {
      const look: Look = { fromMs, toMs: clock.nowMs() };
      // One that the portal doesn't know yet keeps no other waiting.
      await Promise.all(plans.map(plan => this.#pushOne(plan, look)));
      if (once) {
        return;
      }
      fromMs = look.toMs;
      const moments = plans
        .map(plan => nextEvidenceMs(plan, look.toMs))
        .filter(moment => moment !== undefined);
      const waitMs = Math.min(...moments) - clock.nowMs();
      await clock.wait(Math.max(0, Math.min(waitMs, longestWaitMs)), signal);
    }
  }

  async #pushOne(plan: PlannedEvidence, look: Look): Promise<void> {
    const evidence = evidenceIn(plan, look);
    if (!evidence) {
      return;
    }
    try {
      await this.#api.request<PushReceipt>('POST', pathOf(plan.of), evidence);
    } catch (error) {
      this.#options.signal.throwIfAborted();
      this.#options.log(
        `the evidence of ${plan.of} is left out: ${error.message}`,
      );
    }
  }
}

function pathOf(entityRef: string): string {
  const [kind, rest] = entityRef.split(':');
  const [namespace, name] = rest.split('/').map(encodeURIComponent);
  return `evidence/${namespace}/${name}?kind=${kind}`;
}
