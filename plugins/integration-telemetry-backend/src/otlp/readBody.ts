import { Readable } from 'stream';
import { createGunzip } from 'zlib';
import { OtlpError } from './OtlpError';

function tooLarge(maxBytes: number): OtlpError {
  return new OtlpError(
    413,
    `The body is larger than ${maxBytes} bytes; send smaller batches`,
  );
}

/**
 * Reads a request's body, bounded on the wire and unpacked: what unpacks to
 * more than the bound is stopped while it unpacks.
 *
 * @throws OtlpError with status 400, 413 or 415
 */
export async function readBody(
  stream: Readable,
  options: {
    maxBytes: number;
    contentEncoding?: string;
    contentLength?: string;
  },
): Promise<Buffer> {
  const { maxBytes } = options;
  const encoding = (options.contentEncoding ?? 'identity')
    .trim()
    .toLocaleLowerCase('en-US');
  if (encoding !== 'gzip' && encoding !== 'identity' && encoding !== '') {
    throw new OtlpError(415, 'Send the body gzipped or plain');
  }
  if (Number(options.contentLength ?? 0) > maxBytes) {
    throw tooLarge(maxBytes);
  }

  return new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let wireBytes = 0;
    let bytes = 0;
    const gunzip = encoding === 'gzip' ? createGunzip() : undefined;
    const fail = (error: Error) => {
      stream.unpipe();
      stream.removeAllListeners('data');
      // What else arrives is let go, so that the answer can be read.
      stream.resume();
      gunzip?.destroy();
      reject(error);
    };
    stream.on('data', (chunk: Buffer) => {
      wireBytes += chunk.length;
      if (wireBytes > maxBytes) {
        fail(tooLarge(maxBytes));
      }
    });
    stream.on('aborted', () => fail(new OtlpError(400, 'The body is cut off')));
    stream.on('error', () => fail(new OtlpError(400, 'The body is cut off')));
    const output = gunzip ? stream.pipe(gunzip) : stream;
    output.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        fail(tooLarge(maxBytes));
        return;
      }
      chunks.push(chunk);
    });
    output.on('end', () => resolve(Buffer.concat(chunks)));
    gunzip?.on('error', () =>
      fail(new OtlpError(400, 'The body is not gzip, but says so')),
    );
  });
}
