/** Who sends telemetry, and of what its token may tell. */
export interface Sender {
  /** The token's subject, as Backstage names it: `tieline-otlp`, `plugin:catalog`. */
  subject: string;
  /** The environments that it may tell of; of every one where it names none. */
  environments?: ReadonlySet<string>;
  /**
   * Full references, in lower case, of the owners whose integrations it may
   * tell of; of everybody's where it names none.
   */
  owners?: ReadonlySet<string>;
  /** The environment of its telemetry that names none. */
  defaultEnvironment?: string;
}

/** Why this sender may not tell of an environment, or undefined where it may. */
export function whyNotEnvironment(
  sender: Sender,
  environment: string,
): string | undefined {
  return !sender.environments || sender.environments.has(environment)
    ? undefined
    : `This token may not send telemetry of the environment ${environment}`;
}

/**
 * Why this sender may not tell of an integration, or undefined where it may.
 * Whoever is bound to owners may not tell of an integration without an owner.
 *
 * @param ownerRef - the full reference of the integration's owner, in lower case
 */
export function whyNotOwner(
  sender: Sender,
  integrationRef: string,
  ownerRef: string | undefined,
): string | undefined {
  return !sender.owners || (ownerRef && sender.owners.has(ownerRef))
    ? undefined
    : `This token may not send telemetry of ${integrationRef}, which belongs to ${
        ownerRef ?? 'nobody'
      }`;
}
