import { ResponseError } from '@backstage/errors';

/** How long a plugin that is told something may take to answer. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Tells another plugin something. A backend may not have it: where nothing is
 * installed under the address, Backstage answers 404.
 *
 * @returns whether somebody is there
 * @public
 */
export async function whereThere(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const status =
      error instanceof ResponseError
        ? error.statusCode
        : /status (\d+)|\b(404)\b/.exec(String(error))?.[1];
    if (Number(status) !== 404) {
      throw error;
    }
    return false;
  }
}

/**
 * Waits for work that takes no signal, for 10 s at most. What is too late should
 * be told again, in the same scope.
 *
 * @public
 */
export async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Error(`There was no answer within ${ANSWER_WITHIN_MS / 1_000} s`),
        ),
      ANSWER_WITHIN_MS,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
