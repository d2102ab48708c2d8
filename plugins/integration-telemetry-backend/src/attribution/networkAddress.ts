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

/**
 * A caller's address as it may be stored: addresses of private networks and
 * host names as they are, public ones only as {@link INTERNET}.
 */
export function callerAddress(address: string): string {
  const plain = address.replace(/^::ffff:/i, '').trim();
  const isAddress = isIPv4(plain) || isIPv6(plain);
  return isAddress && !isPrivate(plain) ? INTERNET : bounded(plain);
}
