import {
  Attestation,
  EvidencePage,
  Runbook,
  RunbookConfirmationRequest,
} from '@tieline/plugin-integrations-common/governance';
import { durationMs } from '../scenario/fields';
import { PortalApi, PortalApiOptions } from '../sending/PortalApi';
import { Clock } from '../Simulator';
import { PlannedAttestations } from './PlannedAttestations';
import { signInAs } from './signInAs';

const DAY_MS = 86_400_000;

/**
 * Attests what people of the landscape know, in their names. What somebody
 * stated not long ago is left alone, also where it was taken back since.
 */
export class Attester {
  readonly #options: Omit<PortalApiOptions, 'token'>;

  constructor(options: Omit<PortalApiOptions, 'token'>) {
    this.#options = options;
  }

  /**
   * Attests what is missing or old, and looks again every day.
   *
   * @param once - end after the first look
   * @throws AbortError where the signal ends it
   */
  async attest(
    plans: readonly PlannedAttestations[],
    clock: Clock,
    once: boolean,
  ): Promise<void> {
    for (;;) {
      for (const plan of plans) {
        await this.#attestOne(plan, clock.nowMs());
      }
      if (once) {
        return;
      }
      await clock.wait(DAY_MS, this.#options.signal);
    }
  }

  async #attestOne(plan: PlannedAttestations, nowMs: number): Promise<void> {
    const { signal, log } = this.#options;
    try {
      const token = await signInAs(plan.by, this.#options);
      const api = new PortalApi('integration-governance', {
        ...this.#options,
        token,
      });
      const [, name] = plan.of.split(':');
      const known = await api.request<EvidencePage>(
        'GET',
        `evidence/${name}?type=attestation&limit=500`,
      );
      for (const [checkId, statement] of Object.entries(plan.statements)) {
        const isRecent = known.items.some(
          ({ subject, receivedAt }) =>
            subject === checkId &&
            Date.parse(receivedAt) > nowMs - durationMs(plan.every),
        );
        if (!isRecent) {
          const attestation: Attestation = {
            holds: true,
            statement,
            href: plan.href,
            on: new Date(nowMs - plan.daysAgo * DAY_MS)
              .toISOString()
              .slice(0, 10),
          };
          await api.request(
            'PUT',
            `attestations/${name}/${checkId}`,
            attestation,
          );
        }
      }
      if (plan.runbook) {
        await this.#confirmRunbook(api, name, plan, nowMs);
      }
    } catch (error) {
      signal.throwIfAborted();
      log(`what ${plan.by} states of ${plan.of} is left out: ${error.message}`);
    }
  }

  async #confirmRunbook(
    api: PortalApi,
    name: string,
    { every, runbook: note }: PlannedAttestations,
    nowMs: number,
  ): Promise<void> {
    const known = await api.request<Runbook>('GET', `runbooks/${name}`);
    const { confirmation } = known;
    if (
      !confirmation ||
      Date.parse(confirmation.at) <= nowMs - durationMs(every)
    ) {
      const request: RunbookConfirmationRequest = {
        covers: known.modes.map(({ id }) => id),
        note,
      };
      await api.request('PUT', `runbooks/${name}/confirmation`, request);
    }
  }
}
