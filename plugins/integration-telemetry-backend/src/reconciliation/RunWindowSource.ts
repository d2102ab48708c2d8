import { RunSource } from '../runs/RunJudge';
import { WindowFigures, WindowSource } from './WindowFigures';
import { windowsOfRuns } from './windowsOfRuns';

/** Windows from what runs say of their records. */
export class RunWindowSource implements WindowSource {
  readonly #runs: Pick<RunSource, 'list'>;

  constructor(options: { runs: Pick<RunSource, 'list'> }) {
    this.#runs = options.runs;
  }

  async list(
    integrationRef: string,
    environment: string,
    fromMs: number,
    toMs: number,
  ): Promise<WindowFigures[]> {
    return windowsOfRuns(
      await this.#runs.list(integrationRef, environment, fromMs, toMs),
    );
  }
}
