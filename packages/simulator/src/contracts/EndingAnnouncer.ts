import {
  Ending,
  EndingAnnouncement,
  EndingAnswer,
  EndingPage,
} from '@tieline/plugin-integrations-common/contracts';
import { PortalApi, PortalApiOptions } from '../sending/PortalApi';
import { PlannedEnding } from './ContractHistory';

const DAY_MS = 86_400_000;

/**
 * Announces what ends, and answers for its consumers, as people did before. What
 * the portal has already is left alone, also what was taken back since.
 */
export class EndingAnnouncer {
  readonly #options: PortalApiOptions;
  readonly #api: PortalApi;

  constructor(options: PortalApiOptions) {
    this.#options = options;
    this.#api = new PortalApi('integration-contracts', options);
  }

  /** @throws AbortError where the signal ends it */
  async announce(
    endings: readonly PlannedEnding[],
    nowMs: number,
  ): Promise<void> {
    for (const ending of endings) {
      try {
        await this.#announceOne(ending, nowMs);
      } catch (error) {
        this.#options.signal.throwIfAborted();
        this.#options.log(
          `the end of ${ending.contract} ${ending.version} is left out: ${error.message}`,
        );
      }
    }
  }

  async #announceOne(planned: PlannedEnding, nowMs: number): Promise<void> {
    const { contract, version, replacement, note } = planned;
    const known = await this.#api.request<EndingPage>(
      'GET',
      `endings?past=true&contract=${encodeURIComponent(contract)}`,
    );
    const isKnown = known.items.some(
      ({ subject, sunsetAt }) =>
        subject.version === version && sunsetAt !== undefined,
    );
    if (isKnown) {
      return;
    }
    const inDays = (days: number) =>
      new Date(nowMs + days * DAY_MS).toISOString();
    const announcement: EndingAnnouncement = {
      subject: { kind: 'version', contract: idOf(contract), version },
      announcedAt: inDays(-planned.announcedDaysAgo),
      sunsetAt: inDays(planned.sunsetInDays),
      replacement: {
        kind: 'version',
        contract: idOf(replacement.contract),
        version: replacement.version,
      },
      note,
    };
    const { id, consumers } = await this.#api.request<Ending>(
      'POST',
      'endings',
      announcement,
    );
    for (const { integration, movesInDays, extension } of planned.answers) {
      const consumer = consumers.find(({ integrationRefs }) =>
        integrationRefs.includes(integration),
      );
      if (!consumer) {
        this.#options.log(
          `${integration} is no consumer of ${contract} ${version}: its answer is left out`,
        );
        continue;
      }
      const answer: EndingAnswer = {
        ...(movesInDays !== undefined && { movesAt: inDays(movesInDays) }),
        ...(extension && {
          extension: {
            until: inDays(extension.inDays),
            reason: extension.reason,
          },
        }),
      };
      await this.#api.request(
        'PUT',
        `endings/${id}/consumers/${consumer.id}/answer`,
        answer,
      );
    }
  }
}

function idOf(contract: string): { registry: string; subject: string } {
  const slash = contract.indexOf('/');
  return {
    registry: contract.slice(0, slash),
    subject: contract.slice(slash + 1),
  };
}
