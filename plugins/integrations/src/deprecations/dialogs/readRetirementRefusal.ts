import { RetirementVerdict } from '@tieline/plugin-integrations-common/contracts';

/** The verdict in the answer to a retirement that was refused; undefined for any other failure. */
export function readRetirementRefusal(
  error: unknown,
): RetirementVerdict | undefined {
  const { statusCode, body } = (error ?? {}) as {
    statusCode?: number;
    body?: { verdict?: RetirementVerdict };
  };
  return statusCode === 409 ? body?.verdict : undefined;
}
