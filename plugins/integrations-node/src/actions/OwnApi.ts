import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import { PluginRequestOptions } from '@tieline/plugin-integrations-common/telemetry';

const errorsByStatus: Record<number, new (message: string) => Error> = {
  400: InputError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
};

/**
 * Lets a plugin's action ask the plugin's own HTTP API for whoever runs it: so
 * an action may do what its route may, and nothing else. A token that is
 * restricted to some permissions can't be passed on, and is refused.
 *
 * @public
 */
export class OwnApi {
  readonly #auth: AuthService;
  readonly #pluginId: string;

  constructor(options: { auth: AuthService; pluginId: string }) {
    this.#auth = options.auth;
    this.#pluginId = options.pluginId;
  }

  /** @throws InputError, NotAllowedError, NotFoundError or ConflictError where the API answers so */
  async ask<T>(
    credentials: BackstageCredentials,
    work: (options: PluginRequestOptions) => Promise<T>,
  ): Promise<T> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: this.#pluginId,
    });
    try {
      return await work({ token });
    } catch (error) {
      const KnownError =
        error instanceof ResponseError
          ? errorsByStatus[error.statusCode]
          : undefined;
      throw KnownError ? new KnownError(error.message) : error;
    }
  }
}
