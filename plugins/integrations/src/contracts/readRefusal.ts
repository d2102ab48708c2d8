import { ContractVerdict } from '@tieline/plugin-integrations-common/contracts';

/** The verdict in the answer to a publication that was refused; undefined for any other failure. */
export function readRefusal(error: unknown): ContractVerdict | undefined {
  const { statusCode, body } = (error ?? {}) as {
    statusCode?: number;
    body?: { verdict?: ContractVerdict };
  };
  return statusCode === 409 ? body?.verdict : undefined;
}
