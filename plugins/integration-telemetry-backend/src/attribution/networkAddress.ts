import { isIPv4, isIPv6 } from 'net';
import { bounded } from './destinationTemplate';

/** What stands for callers outside: their addresses can be those of persons. */
export const INTERNET = 'internet';

function isPrivate(address: string): boolean {
  if (isIPv4(address)) {
    const [first, second] = address.split('.').map(Number);
    return (
      first === 10 ||
      first === 127 ||
      (first === 172 && second >= 16 && second < 32) ||
      (first === 192 && second === 168) ||
      (first === 100 && second >= 64 && second < 128) ||
      (first === 169 && second === 254)
    );
  }
  return /^(::1$|f[cd]|fe[89ab])/i.test(address);
}

/** An address or host name without port, brackets and zone. */
export function withoutPort(address: string): string {
  const plain = address.trim();
  const bracketed = /^\[([^\]]*)\]/.exec(plain)?.[1];
  // More than one colon is an IPv6 address; its last group is no port.
  const host = bracketed ?? plain.replace(/^([^:]*):\d*$/, '$1');
  return host.replace(/%.*$/, '');
}

/**
 * A caller's address as it may be stored: addresses of private networks and
 * host names as they are, public ones only as {@link INTERNET}. Of a list, as
 * proxies write it, the first is the caller.
 */
export function callerAddress(address: string): string {
  const plain = withoutPort(address.split(',', 1)[0]).replace(/^::ffff:/i, '');
  const isAddress = isIPv4(plain) || isIPv6(plain);
  return isAddress && !isPrivate(plain) ? INTERNET : bounded(plain);
}
