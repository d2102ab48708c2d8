import { CustomErrorBase } from '@backstage/errors';
import { RetirementVerdict } from '@tieline/plugin-integrations-common/contracts';

/** It is not safe to retire it, and nobody overrides that. */
export class RetirementRefusedError extends CustomErrorBase {
  name = 'RetirementRefusedError' as const;

  constructor(readonly verdict: RetirementVerdict) {
    super(verdict.sentence);
  }
}
