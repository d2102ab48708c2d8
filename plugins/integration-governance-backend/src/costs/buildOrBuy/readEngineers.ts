import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const KEY = 'integrationGovernance.buildOrBuy.engineers';
/** As many as may be asked for. */
const MOST = 10_000;

/**
 * How many people can build and run integrations; undefined where nobody said.
 *
 * @throws InputError that names the path of a figure that can't be right
 */
export function readEngineers(config: RootConfigService): number | undefined {
  const engineers = config.getOptionalNumber(KEY);
  if (engineers !== undefined && !(engineers >= 0 && engineers <= MOST)) {
    throw new InputError(
      `${KEY} is ${engineers}: it has to be from 0 to ${MOST}.`,
    );
  }
  return engineers;
}
