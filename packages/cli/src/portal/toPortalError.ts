import { ResponseError } from '@backstage/errors';
import { CannotJudgeError } from '../CannotJudgeError';
import { flat } from '../report/words';

/** The plugins of the portal that are asked. */
export type AskedPlugin = 'integration-contracts' | 'integration-governance';

/** What was asked, for the words of an error. */
export interface Asked {
  url: string;
  tokenEnv: string;
  timeoutMs: number;
  plugin: AskedPlugin;
  permission: string;
}

/** What a plugin may not know, what names it, and what to do where there is too much of it. */
const subjects: Readonly<
  Record<
    AskedPlugin,
    { what: string; namedBy: string; tooLarge: string; conflict: string }
  >
> = {
  'integration-contracts': {
    what: 'contract',
    namedBy: '--contract',
    tooLarge:
      'Raise integrationContracts.maxTextBytes in the portal, or the limit of the proxy before it.',
    conflict: 'Choose another --version, or run this again.',
  },
  'integration-governance': {
    what: 'integration',
    namedBy: 'the name',
    tooLarge:
      'Push it in several calls, or raise the limit of the proxy before the portal.',
    conflict: 'Run this again when what is in the way is over.',
  },
};

/** By its name: another copy of the class may be loaded. */
export function isResponseError(error: unknown): error is ResponseError {
  return (error as Error)?.name === 'ResponseError';
}

/** Why the portal gave no answer, and what to do. */
export function toPortalError(error: unknown, asked: Asked): CannotJudgeError {
  if (error instanceof CannotJudgeError) {
    return error;
  }
  if (isResponseError(error)) {
    return fromAnswer(error, asked);
  }
  const { url, timeoutMs } = asked;
  const { name, message, cause } = error as Error & { cause?: Error };
  if (name === 'TimeoutError' || name === 'AbortError') {
    return new CannotJudgeError(
      `${url} did not answer within ${timeoutMs / 1000} seconds.`,
      { advice: 'Run this again, or give it more time with --timeout.' },
    );
  }
  if (name === 'SyntaxError') {
    return new CannotJudgeError(
      `${url} answered with something else than JSON.`,
      {
        advice: 'Name the address of the backend with --portal.',
      },
    );
  }
  return new CannotJudgeError(
    `${url} can not be reached: ${cause?.message || (cause as NodeJS.ErrnoException)?.code || message}.`,
    { advice: 'Check --portal and the network, and run this again.' },
  );
}

function fromAnswer(error: ResponseError, asked: Asked): CannotJudgeError {
  const { url, tokenEnv, plugin, permission } = asked;
  const { what, namedBy, tooLarge, conflict } = subjects[plugin];
  const status = Number(error.statusCode);
  const said = flat(error.body.error?.message || error.message);
  const place = /^Line (\d+), column (\d+): /.exec(said);
  const make = (message: string, advice: string) =>
    new CannotJudgeError(message, { advice });
  switch (status) {
    case 400:
    case 422:
      return new CannotJudgeError(`The portal can not take it: ${said}`, {
        advice: 'Mend the text or the option that this is about.',
        isAboutText: true,
        ...(place && {
          place: { file: '', line: Number(place[1]), column: Number(place[2]) },
        }),
      });
    case 401:
      return make(
        `${url} does not know the token in ${tokenEnv}.`,
        "Put a token into it that the portal's backend.auth.externalAccess lists.",
      );
    case 403:
      return make(
        `The token in ${tokenEnv} may not do this: ${said}`,
        `Give it ${permission} of the plugin ${plugin} (accessRestrictions in backend.auth.externalAccess).`,
      );
    case 404:
      return new CannotJudgeError(
        `${url} has no such address or ${what}: ${said}`,
        {
          advice: `Check ${namedBy}, and that --portal is the address of the backend with the plugin ${plugin}.`,
          // Another server's 404 has another shape.
          isNotFound: error.body.error?.name === 'NotFoundError',
        },
      );
    case 409:
      return make(`The portal does not take it: ${said}`, conflict);
    case 413:
      return make(`It is larger than ${url} takes.`, tooLarge);
    default:
      return make(
        `${url} answered with ${status}: ${said}`,
        "Run this again; the portal's log says more.",
      );
  }
}
