import { CustomErrorBase } from '@backstage/errors';
import { Judgement } from '../judging/Judge';

/** A version that breaks its contract's mode, and nobody overrode that. */
export class PublicationRefusedError extends CustomErrorBase {
  name = 'PublicationRefusedError' as const;

  constructor(
    message: string,
    readonly judgement: Judgement,
  ) {
    super(message);
  }
}
