import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Sender } from './otlp/Sender';

const ROOT = 'integrationTelemetry.otlp.tokens';

/** A list that is there names something: an empty one would refuse everything. */
function readNames(
  config: Config,
  key: string,
  path: string,
): string[] | undefined {
  const names = config.getOptionalStringArray(key);
  if (names?.length === 0) {
    throw new InputError(
      `${path}.${key} is empty, so that the token could send nothing: name some, or leave the field out`,
    );
  }
  return names;
}

function readOwner(owner: string, path: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    ).toLocaleLowerCase('en-US');
  } catch {
    throw new InputError(
      `${path} has to be the reference of a group or a user, not "${owner}"`,
    );
  }
}

function readSender(config: Config, path: string): Sender {
  const environments = readNames(config, 'environments', path);
  const owners = readNames(config, 'owners', path);
  const defaultEnvironment =
    config.getOptionalString('defaultEnvironment') ??
    // Who may tell of one environment only means that one.
    (environments?.length === 1 ? environments[0] : undefined);
  if (
    defaultEnvironment &&
    environments &&
    !environments.includes(defaultEnvironment)
  ) {
    throw new InputError(
      `${path}.defaultEnvironment (${defaultEnvironment}) has to be one of ${path}.environments (${environments.join(
        ', ',
      )})`,
    );
  }
  return {
    subject: config.getString('subject'),
    ...(environments && { environments: new Set(environments) }),
    ...(owners && {
      owners: new Set(
        owners.map((owner, index) =>
          readOwner(owner, `${path}.owners[${index}]`),
        ),
      ),
    }),
    ...(defaultEnvironment && { defaultEnvironment }),
  };
}

/**
 * What tokens are bound to, from `integrationTelemetry.otlp.tokens`.
 *
 * @throws Error that names the field, where a value is not what it has to be or
 *   contradicts another
 */
export function readSenders(configs: readonly Config[]): Sender[] {
  const senders = configs.map((config, index) =>
    readSender(config, `${ROOT}[${index}]`),
  );
  const subjects = new Set<string>();
  senders.forEach(({ subject }, index) => {
    if (subjects.has(subject)) {
      throw new InputError(
        `${ROOT}[${index}].subject: ${subject} is bound twice; name all of its environments and owners in one place`,
      );
    }
    subjects.add(subject);
  });
  return senders;
}
