const DOT = 0x2e;
const ZERO = 0x30;

/**
 * Whether these bytes are the text of an IPv4 address outside the private,
 * loopback, shared and link-local ranges (RFC 1918, 1122, 6598, 3927).
 */
export function isPublicIpv4(
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  let first = 0;
  let second = 0;
  let octets = 0;
  let at = start;
  while (at < end) {
    const from = at;
    let octet = 0;
    while (at < end && at < from + 3 && isDigit(bytes[at])) {
      octet = octet * 10 + bytes[at] - ZERO;
      at += 1;
    }
    const hasLeadingZero = bytes[from] === ZERO && at > from + 1;
    if (at === from || octet > 255 || hasLeadingZero) {
      return false;
    }
    octets += 1;
    first = octets === 1 ? octet : first;
    second = octets === 2 ? octet : second;
    if (at === end) {
      break;
    }
    if (bytes[at] !== DOT || octets === 4) {
      return false;
    }
    at += 1;
  }
  return octets === 4 && bytes[end - 1] !== DOT && !isPrivate(first, second);
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

function isPrivate(first: number, second: number): boolean {
  return (
    first === 10 ||
    first === 127 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254)
  );
}
