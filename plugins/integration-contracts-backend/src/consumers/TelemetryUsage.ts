import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ContractConsumer } from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationTelemetryClient,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';

type SeenVersion = ContractConsumer['versions'][number];

const KEPT_MS = 5 * 60_000;
/** Where telemetry didn't answer; it may be back soon. */
const KEPT_AFTER_FAILURE_MS = 30_000;
/** A page waits no longer for it. */
const ANSWER_WITHIN_MS = 3_000;

/**
 * Which versions telemetry saw in use in the last 30 days. A backend without
 * telemetry has seen none.
 */
export class TelemetryUsage {
  readonly #client: IntegrationTelemetryClient;
  readonly #auth: AuthService;
  readonly #now: () => number;
  readonly #answers = new Map<
    string,
    { untilMs: number; versions: Promise<SeenVersion[]> }
  >();

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    now: () => number;
  }) {
    this.#client = new IntegrationTelemetryClient(options);
    this.#auth = options.auth;
    this.#now = options.now;
  }

  /** @param integrationRef - full reference */
  versionsOf(integrationRef: string): Promise<SeenVersion[]> {
    const nowMs = this.#now();
    const known = this.#answers.get(integrationRef);
    if (known && known.untilMs > nowMs) {
      return known.versions;
    }
    for (const [ref, { untilMs }] of this.#answers) {
      if (untilMs <= nowMs) {
        this.#answers.delete(ref);
      }
    }
    const answer = {
      untilMs: nowMs + KEPT_MS,
      versions: this.#ask(integrationRef).catch(() => {
        answer.untilMs = this.#now() + KEPT_AFTER_FAILURE_MS;
        return [];
      }),
    };
    this.#answers.set(integrationRef, answer);
    return answer.versions;
  }

  async #ask(integrationRef: string): Promise<SeenVersion[]> {
    const [namespace, name] = integrationRef
      .slice(integrationRef.indexOf(':') + 1)
      .split('/');
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'integration-telemetry',
    });
    const { items, elsewhere } = await this.#client.getUsage(
      { namespace, name },
      {},
      { token, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) },
    );
    return [...items, ...elsewhere].flatMap(toSeenVersion);
  }
}

function toSeenVersion(item: UsageItem): SeenVersion[] {
  return item.version
    ? [
        {
          version: item.version,
          consumer: item.consumer,
          lastSeenAt: item.lastSeenAt,
          calls: item.calls,
        },
      ]
    : [];
}
