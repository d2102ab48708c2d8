/**
 * What a contract is called: a registry and the subject in it.
 *
 * @public
 */
export interface ContractId {
  registry: string;
  subject: string;
}

/**
 * `<registry>/<subject>`; a registry's name has no slash, a subject may have some.
 *
 * @public
 */
export function stringifyContractId({ registry, subject }: ContractId): string {
  return `${registry}/${subject}`;
}

/**
 * What {@link stringifyContractId} made; undefined where the text names no contract.
 *
 * @public
 */
export function parseContractId(text: string): ContractId | undefined {
  const slash = text.indexOf('/');
  return slash > 0 && slash < text.length - 1
    ? { registry: text.slice(0, slash), subject: text.slice(slash + 1) }
    : undefined;
}
