import { gzipSync } from 'zlib';
import { Seeded } from '../seeded';

/** Any bytes, with some of them changed, lost, added or from elsewhere. */
export function mutateBytes(
  body: Buffer,
  random: Seeded,
  others: readonly Buffer[],
): Buffer {
  const changed = Buffer.from(body);
  const place = () => random.between(0, changed.length + 1);
  switch (random.between(0, 5)) {
    case 0:
      for (let count = random.between(1, 12); count > 0; count -= 1) {
        changed[place()] ^= 1 << random.between(0, 8);
      }
      return changed;
    case 1:
      return changed.subarray(0, place());
    case 2: {
      const noise = Buffer.from(
        Array.from({ length: random.between(1, 40) }, () =>
          random.between(0, 256),
        ),
      );
      const at = place();
      return Buffer.concat([
        changed.subarray(0, at),
        noise,
        changed.subarray(at),
      ]);
    }
    case 3: {
      const [from, to] = [place(), place()].sort((left, right) => left - right);
      return Buffer.concat([changed.subarray(0, from), changed.subarray(to)]);
    }
    default: {
      const other = random.pick(others);
      const from = random.between(0, other.length + 1);
      return Buffer.concat([
        changed.subarray(0, place()),
        other.subarray(from),
      ]);
    }
  }
}

/** A packed body that is damaged, lies about its size, or unpacks to very much. */
export function damageGzip(body: Buffer, random: Seeded): Buffer {
  const packed = gzipSync(body, { level: 1 });
  switch (random.between(0, 6)) {
    case 0:
      packed[random.between(0, packed.length)] ^= 1 << random.between(0, 8);
      return packed;
    case 1:
      return packed.subarray(0, random.between(0, packed.length));
    case 2:
      packed.writeUInt32LE(random.pick([0, 1, 2 ** 32 - 1]), packed.length - 4);
      return packed;
    case 3:
      return Buffer.concat([packed, packed]);
    case 4:
      return Buffer.concat([packed, Buffer.from('more')]);
    default:
      return gzipSync(Buffer.alloc(2_000_000), { level: 1 });
  }
}
