import { InputError } from '@backstage/errors';
import { HeaderField } from '@tieline/plugin-integrations-common/contracts';

/** A token (RFC 9110, 5.6.2). */
const fieldName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Of what may be in a value (RFC 9110, 5.5), what every configuration file takes: one line of ASCII. */
const fieldValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * Nothing that ends a line gets into somebody's gateway.
 *
 * @throws InputError where a name or a value can't be written in a header
 */
export function assertHeaderFields(headers: readonly HeaderField[]): void {
  for (const { name, value } of headers) {
    if (!fieldName.test(name) || !fieldValue.test(value)) {
      throw new InputError(
        `${JSON.stringify(name)} can't be the name of a header, or ${JSON.stringify(value)} its value; both are one line of ASCII`,
      );
    }
  }
}
