import {
  AuthService,
  DiscoveryService,
  LoggerService,
  RootConfigService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ApiEntity,
} from '@backstage/catalog-model';
import { ResponseError, stringifyError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

const PLUGIN_IDS = [
  'integration-telemetry',
  'integration-contracts',
  'integration-governance',
];

/**
 * Lists Tieline's own HTTP APIs in the catalog, each as an API entity with the
 * OpenAPI document that the plugin serves. It is added where
 * `catalog.providers.tielineApis` is configured.
 *
 * @public
 */
export class TielineApisProvider implements EntityProvider {
  readonly #owner: string;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #logger: LoggerService;
  readonly #fetch: typeof fetch;

  /** A provider, or undefined where none is configured. */
  static fromConfig(
    config: RootConfigService,
    options: {
      taskRunner: SchedulerServiceTaskRunner;
      auth: AuthService;
      discovery: DiscoveryService;
      logger: LoggerService;
      fetch?: typeof fetch;
    },
  ): TielineApisProvider | undefined {
    const own = config.getOptionalConfig('catalog.providers.tielineApis');
    return own && new TielineApisProvider(own.getString('owner'), options);
  }

  private constructor(
    owner: string,
    options: {
      taskRunner: SchedulerServiceTaskRunner;
      auth: AuthService;
      discovery: DiscoveryService;
      logger: LoggerService;
      fetch?: typeof fetch;
    },
  ) {
    this.#owner = owner;
    this.#taskRunner = options.taskRunner;
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#logger = options.logger;
    this.#fetch = options.fetch ?? fetch;
  }

  getProviderName(): string {
    return 'TielineApisProvider';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#taskRunner.run({
      id: this.getProviderName(),
      fn: () => this.#refresh(connection),
    });
  }

  /** A plugin that does not answer keeps the entity that it has. */
  async #refresh(connection: EntityProviderConnection): Promise<void> {
    for (const pluginId of PLUGIN_IDS) {
      try {
        const entity = await this.#entityOf(pluginId);
        await connection.applyMutation({
          type: 'delta',
          added: [{ entity, locationKey: this.getProviderName() }],
          removed: [],
        });
      } catch (error) {
        this.#logger.warn(
          `The API of ${pluginId} could not be listed: ${stringifyError(
            error,
          )}`,
        );
      }
    }
  }

  async #entityOf(pluginId: string): Promise<ApiEntity> {
    const [baseUrl, { token }] = await Promise.all([
      this.#discovery.getBaseUrl(pluginId),
      this.#auth.getPluginRequestToken({
        onBehalfOf: await this.#auth.getOwnServiceCredentials(),
        targetPluginId: pluginId,
      }),
    ]);
    const address = `${baseUrl}/openapi.json`;
    const ask = this.#fetch;
    const response = await ask(address, {
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const document = await response.json();
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        name: pluginId,
        description: document.info?.description,
        annotations: {
          [ANNOTATION_LOCATION]: `url:${address}`,
          [ANNOTATION_ORIGIN_LOCATION]: `url:${address}`,
        },
      },
      spec: {
        type: 'openapi',
        lifecycle: 'production',
        owner: this.#owner,
        definition: JSON.stringify(document, undefined, 2),
      },
    };
  }
}
