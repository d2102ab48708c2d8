import { OtlpError } from './OtlpError';

/** What OTLP carries, as its paths name it. */
export type OtlpSignal = 'traces' | 'metrics' | 'logs';

const rejectedNames: Record<OtlpSignal, string> = {
  traces: 'rejectedSpans',
  metrics: 'rejectedDataPoints',
  logs: 'rejectedLogRecords',
};

/** The two encodings of OTLP/HTTP. */
export type OtlpEncoding = 'protobuf' | 'json';

const encodings: Record<string, OtlpEncoding> = {
  'application/x-protobuf': 'protobuf',
  'application/json': 'json',
};

const mediaTypes: Record<OtlpEncoding, string> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/**
 * The encoding that a `Content-Type` names; case and parameters do not matter.
 *
 * @throws OtlpError with status 415 where it names another
 */
export function encodingOf(contentType: string | undefined): OtlpEncoding {
  const mediaType = (contentType ?? '')
    .split(';')[0]
    .trim()
    .toLocaleLowerCase('en-US');
  const encoding = encodings[mediaType];
  if (!encoding) {
    throw new OtlpError(
      415,
      'Send application/x-protobuf or application/json as Content-Type',
    );
  }
  return encoding;
}

/** An answer's body and its media type. */
export interface OtlpReply {
  contentType: string;
  body: Buffer;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

function numberField(field: number, value: number): Buffer {
  return Buffer.from([...varint(field * 8), ...varint(value)]);
}

function bytesField(field: number, value: Buffer): Buffer {
  const head = Buffer.from([...varint(field * 8 + 2), ...varint(value.length)]);
  return Buffer.concat([head, value]);
}

/** A success, partial where something was rejected. */
export function encodeSuccess(
  encoding: OtlpEncoding,
  signal: OtlpSignal,
  rejected: number,
  reason: string = '',
): OtlpReply {
  const contentType = mediaTypes[encoding];
  if (encoding === 'json') {
    const message =
      rejected > 0
        ? {
            partialSuccess: {
              [rejectedNames[signal]]: String(rejected),
              errorMessage: reason,
            },
          }
        : {};
    return { contentType, body: Buffer.from(JSON.stringify(message)) };
  }
  const body =
    rejected > 0
      ? bytesField(
          1,
          Buffer.concat([
            numberField(1, rejected),
            bytesField(2, Buffer.from(reason)),
          ]),
        )
      : Buffer.alloc(0);
  return { contentType, body };
}

/** A failure as `google.rpc.Status`, which OTLP/HTTP asks for. */
export function encodeFailure(
  encoding: OtlpEncoding,
  code: number,
  message: string,
): OtlpReply {
  const body =
    encoding === 'json'
      ? Buffer.from(JSON.stringify({ code, message }))
      : Buffer.concat([
          numberField(1, code),
          bytesField(2, Buffer.from(message)),
        ]);
  return { contentType: mediaTypes[encoding], body };
}
