import { ResponseError } from '@backstage/errors';
import { persist, TemporaryFailure } from '../sending/persist';
import { PortalApiOptions } from '../sending/PortalApi';

const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Enters the demo as one of its people, as its sign-in page does. A portal that
 * is starting is waited for.
 *
 * @returns a token that is good for an hour
 * @throws ResponseError where the portal lets nobody in like that
 */
export async function signInAs(
  person: string,
  { url, signal, wait, log }: Omit<PortalApiOptions, 'token'>,
): Promise<string> {
  const portal = url.replace(/\/$/, '');
  return persist(
    async () => {
      let response: Response;
      try {
        response = await fetch(`${portal}/api/auth/demo-people/refresh`, {
          headers: {
            'X-Requested-With': 'XMLHttpRequest',
            'X-Tieline-Demo-Person': person,
          },
          signal: AbortSignal.any([
            signal,
            AbortSignal.timeout(REQUEST_TIMEOUT_MS),
          ]),
        });
      } catch (error) {
        throw new TemporaryFailure(String(error.cause ?? error));
      }
      if (response.ok) {
        const session: { backstageIdentity: { token: string } } =
          await response.json();
        return session.backstageIdentity.token;
      }
      const failure = await ResponseError.fromResponse(response);
      throw response.status >= 500
        ? new TemporaryFailure(failure.message)
        : failure;
    },
    { signal, wait, log: message => log(`signing in: ${message}`) },
  );
}
