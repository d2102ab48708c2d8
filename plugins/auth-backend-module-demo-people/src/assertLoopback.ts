import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import { isIP } from 'net';

/**
 * Whether an address leads to the machine that it is opened on: `localhost`
 * and names below it (RFC 6761 section 6.3), 127.0.0.0/8 or ::1.
 */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 4) {
    return host.startsWith('127.');
  }
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost');
}

/**
 * Sign-in without a password must never be reachable from elsewhere.
 *
 * @throws NotAllowedError when `app.baseUrl` or `backend.baseUrl` is not a loopback address
 */
export function assertLoopback(config: Config): void {
  for (const key of ['app.baseUrl', 'backend.baseUrl']) {
    const url = config.getString(key);
    if (!isLoopback(url)) {
      throw new NotAllowedError(
        `The demo sign-in (auth.providers.demo-people) lets anybody in without a password, so it only loads on a loopback address such as http://localhost:7007, but ${key} is ${url}. Remove auth.providers.demo-people and configure a real provider, for example oidc.`,
      );
    }
  }
}
