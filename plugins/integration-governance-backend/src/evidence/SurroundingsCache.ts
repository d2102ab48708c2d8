import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Surroundings } from './Surroundings';

/** What another replica changed is seen at the latest after this long. */
const LIFETIME_MS = 30_000;

/**
 * Reads the surroundings once for all who ask at the same time or shortly
 * after: they are thousands of entities, and each page and each evaluation of a
 * single integration needs them.
 */
export class SurroundingsCache {
  readonly #projection: IntegrationProjection;
  #reading: Promise<Surroundings> | undefined;
  #readAtMs = 0;

  constructor(projection: IntegrationProjection) {
    this.#projection = projection;
  }

  get(): Promise<Surroundings> {
    if (!this.#reading || Date.now() - this.#readAtMs > LIFETIME_MS) {
      this.#readAtMs = Date.now();
      const reading = Surroundings.read(this.#projection);
      this.#reading = reading;
      reading.catch(() => {
        if (this.#reading === reading) {
          this.#reading = undefined;
        }
      });
    }
    return this.#reading;
  }

  /** Something of it changed. */
  forget(): void {
    this.#reading = undefined;
  }
}
