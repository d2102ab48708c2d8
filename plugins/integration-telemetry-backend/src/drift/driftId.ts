import { createHash } from 'crypto';

/** A name for a difference, the same each time that it is found. */
export const driftId = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\u0001')).digest('hex').slice(0, 32);
