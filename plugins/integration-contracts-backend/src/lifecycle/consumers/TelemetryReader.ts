import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  Caller,
  DriftItem,
  EndingNotice,
  HealthDetail,
  IntegrationTelemetryClient,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';

/** Nobody waits for it: a look goes on in the background. */
const ANSWER_WITHIN_MS = 10_000;

/** As far back as days of use are asked for. */
const DAYS_BACK = 90;

/** Flows that nobody declared, of which the largest are looked at. */
const MOST_UNDECLARED = 500;

/** So many notices of ends come with a page, and so many pages are read. */
const NOTICES_PER_PAGE = 500;
const MOST_NOTICE_PAGES = 40;

const DAY_MS = 86_400_000;

/** Asks telemetry who uses an integration and how it does. Every method throws where it does not answer. */
export class TelemetryReader {
  readonly #client: IntegrationTelemetryClient;
  readonly #auth: AuthService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#client = new IntegrationTelemetryClient(options);
    this.#auth = options.auth;
  }

  /**
   * Who used an integration, by service and version.
   *
   * @param integrationRef - full reference
   */
  async readUsage(integrationRef: string, nowMs: number): Promise<UsageItem[]> {
    const { items, elsewhere } = await this.#client.getUsage(
      nameOf(integrationRef),
      { from: new Date(nowMs - DAYS_BACK * DAY_MS).toISOString() },
      await this.#options(),
    );
    // What another report counts once more is left out of the calls, not of who is there.
    return [...items, ...elsewhere.map(item => ({ ...item, days: [] }))];
  }

  /**
   * Who called an integration within some minutes that are kept still.
   *
   * @param integrationRef - full reference
   */
  async readCallers(
    integrationRef: string,
    fromMs: number,
    toMs: number,
  ): Promise<Caller[]> {
    const { items } = await this.#client.getCallers(
      nameOf(integrationRef),
      {
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
      },
      await this.#options(),
    );
    return items;
  }

  /** @param integrationRef - full reference */
  async readHealth(integrationRef: string): Promise<HealthDetail> {
    return this.#client.getHealth(
      nameOf(integrationRef),
      {},
      await this.#options(),
    );
  }

  /** When anything at all was heard last; undefined where nothing was ever. */
  async readLastHeardMs(): Promise<number | undefined> {
    const options = await this.#options();
    const [status, engines] = await Promise.all([
      this.#client.getStatus(options),
      this.#client.listEngines(options),
    ]);
    const heard = [
      status.lastReceivedAt,
      ...engines.items.map(engine => engine.lastSuccessAt),
    ].flatMap(at => (at ? [Date.parse(at)] : []));
    return heard.length > 0 ? Math.max(...heard) : undefined;
  }

  /** What is called and nobody declared, most traffic first. */
  async readUndeclared(): Promise<DriftItem[]> {
    const { items } = await this.#client.listDrift(
      { kind: ['undeclared'], limit: MOST_UNDECLARED },
      await this.#options(),
    );
    return items;
  }

  /** What responses say of the end of what answers, in all environments. */
  async readEndingNotices(): Promise<EndingNotice[]> {
    const options = await this.#options();
    const notices: EndingNotice[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_NOTICE_PAGES; page += 1) {
      const { items, pageInfo } = await this.#client.listEndingNotices(
        { limit: NOTICES_PER_PAGE, cursor },
        options,
      );
      notices.push(...items);
      cursor = pageInfo.nextCursor;
      if (!cursor) {
        break;
      }
    }
    return notices;
  }

  async #options() {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'integration-telemetry',
    });
    return { token, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
  }
}

function nameOf(integrationRef: string): { namespace: string; name: string } {
  const { namespace, name } = parseEntityRef(integrationRef);
  return { namespace, name };
}
