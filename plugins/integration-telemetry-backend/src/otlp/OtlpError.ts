/** google.rpc.Code by HTTP status. */
const grpcCodes: Record<number, number> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  405: 12,
  413: 8,
  415: 3,
  429: 8,
  503: 14,
};

/**
 * An answer to an OTLP request that is no success.
 * The HTTP statuses and the gRPC codes beside them follow the OTLP
 * specification 1.9, section "OTLP/HTTP Response".
 */
export class OtlpError extends Error {
  readonly httpStatus: number;
  readonly grpcCode: number;
  readonly retryAfterSeconds?: number;

  constructor(
    httpStatus: number,
    message: string,
    options: { retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = 'OtlpError';
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCodes[httpStatus] ?? 13;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
