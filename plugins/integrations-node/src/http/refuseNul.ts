import { InputError } from '@backstage/errors';
import { RequestHandler } from 'express';

/** Refuses the character U+0000, which PostgreSQL keeps in no text. */
export const refuseNul: RequestHandler = (request, _response, next) => {
  const hasNul = /%00/.test(request.originalUrl) || holdsNul(request.body);
  next(
    hasNul
      ? new InputError(
          'The request has the character U+0000, which no text may have. Take it out.',
        )
      : undefined,
  );
};

/** Without recursion: what is asked may be nested beyond the stack. */
function holdsNul(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'string') {
      if (one.includes('\0')) {
        return true;
      }
    } else if (typeof one === 'object' && one !== null) {
      for (const part of Object.values(one)) {
        left.push(part);
      }
    }
  }
  return false;
}
