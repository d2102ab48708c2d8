import { CustomErrorBase } from '@backstage/errors';

/** A place in a text, both counted from one. */
export interface TextPlace {
  line: number;
  column: number;
}

/**
 * A text that can't be taken, with the place where that shows.
 *
 * @public
 */
export class ContractTextError extends CustomErrorBase {
  name = 'ContractTextError' as const;

  /** @param problem - without the place, which is put before it */
  constructor(
    problem: string,
    readonly place: TextPlace,
  ) {
    super(`Line ${place.line}, column ${place.column}: ${problem}`);
  }
}
