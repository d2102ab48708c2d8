import { gunzipSync } from 'zlib';
import { OtlpError } from './OtlpError';

/** Room for what is unpacked is made in pieces of at least and at most so many bytes. */
const SMALLEST_PIECE_BYTES = 16 * 1024;
const LARGEST_PIECE_BYTES = 1024 * 1024;

/** How a body is packed on the wire. */
export type ContentEncoding = 'gzip' | 'identity';

/** The answer to a body that is too large, packed or unpacked. */
export function tooLarge(maxBytes: number): OtlpError {
  return new OtlpError(
    413,
    `The body is larger than ${maxBytes} bytes; send smaller batches`,
  );
}

/** @throws OtlpError with status 415 where it is another than OTLP's */
export function contentEncodingOf(header: string | undefined): ContentEncoding {
  const encoding = (header ?? '').trim().toLocaleLowerCase('en-US');
  if (encoding === 'gzip') {
    return 'gzip';
  }
  if (encoding === '' || encoding === 'identity') {
    return 'identity';
  }
  throw new OtlpError(415, 'Send the body gzipped or plain');
}

/**
 * How large a body is unpacked, as far as it says itself: gzip ends in it. A
 * liar is stopped while it unpacks.
 *
 * Source: RFC 1952, section 2.3.1, ISIZE
 */
export function claimedBytes(wire: Buffer, encoding: ContentEncoding): number {
  return encoding === 'gzip' && wire.length >= 18
    ? wire.readUInt32LE(wire.length - 4)
    : wire.length;
}

/**
 * Gives the memory of an unpacked body back at once. Some forty megabytes a
 * second would wait for the garbage collector otherwise, and make it run.
 *
 * @param bytes - which nobody reads any more
 */
export function release(bytes: Uint8Array): void {
  // TypeScript's library has no transfer() yet.
  const buffer = bytes.buffer as ArrayBuffer & {
    transfer(length: number): ArrayBuffer;
  };
  // Small ones share their memory with others.
  if (buffer.byteLength > Buffer.poolSize) {
    buffer.transfer(0);
  }
}

/**
 * The body as it was before it was packed.
 *
 * @throws OtlpError with status 400 where it is no gzip, and 413 as soon as it
 *   grows beyond the bound
 */
export function unpack(
  wire: Buffer,
  encoding: ContentEncoding,
  maxBytes: number,
): Uint8Array {
  if (encoding === 'identity') {
    return wire;
  }
  try {
    // In one piece where the body says truly how large it is: pieces are put together by copying.
    const chunkSize = Math.min(
      Math.max(claimedBytes(wire, encoding) + 1, SMALLEST_PIECE_BYTES),
      LARGEST_PIECE_BYTES,
    );
    return gunzipSync(wire, { maxOutputLength: maxBytes, chunkSize });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(maxBytes);
    }
    throw new OtlpError(400, 'The body is not gzip, but says so');
  }
}
