/** Bytes of the inbox that this version can't read. */
export class ParcelError extends Error {}

/** Bytes of the inbox that name keys which have to be loaded first. */
export class UnknownKeysError extends ParcelError {
  constructor(readonly digests: readonly Buffer[]) {
    super(`It names ${digests.length} series that are not known`);
  }
}
