import { IntegrationCheck } from '@tieline/plugin-integrations-node/checks';
import { checkFunctions } from './checkFunctions';
import { CheckFunctions } from './Checklist';

const ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The checks that modules offer. */
export class OfferedChecks {
  readonly #checks = new Map<string, IntegrationCheck>();

  /** @throws Error where an id is none, or is taken */
  add(...checks: readonly IntegrationCheck[]): void {
    for (const check of checks) {
      const { id } = check;
      if (!ID_PATTERN.test(id)) {
        throw new Error(
          `The check ${id} needs another id: small letters, digits and dashes, at most 64`,
        );
      }
      if (Object.hasOwn(checkFunctions, id) || this.#checks.has(id)) {
        throw new Error(
          `There is a check ${id} already; a check of a module needs an id of its own`,
        );
      }
      this.#checks.set(id, check);
    }
  }

  get all(): ReadonlyMap<string, IntegrationCheck> {
    return this.#checks;
  }

  /** What evaluates checks, of the package and of modules. */
  functions(): CheckFunctions {
    return {
      ...checkFunctions,
      ...Object.fromEntries(
        [...this.#checks].map(([id, { evaluate }]) => [id, evaluate]),
      ),
    };
  }
}
