import { ContractId } from './contractId';

/** Where a contract is in the API. */
export function contractPath(
  { registry, subject }: ContractId,
  rest = '',
): string {
  return `/v1/contracts/${encodeURIComponent(registry)}/${encodeURIComponent(subject)}${rest}`;
}

/** Where a version is in the API. */
export function versionPath(
  contract: ContractId,
  version: string,
  rest = '',
): string {
  return contractPath(
    contract,
    `/versions/${encodeURIComponent(version)}${rest}`,
  );
}
