import { InputError } from '@backstage/errors';

/**
 * Reads what somebody calls an integration.
 *
 * @param text - a full entity reference, `namespace/name`, or a name in the
 *   namespace `default`
 * @throws InputError where it is none of these
 * @public
 */
export function integrationName(text: string): {
  namespace: string;
  name: string;
} {
  const match = /^(?:integration:)?(?:([\w.-]+)\/)?([\w.-]+)$/i.exec(
    text.trim(),
  );
  if (!match) {
    throw new InputError(
      `integration is ${text}; give a reference such as integration:default/order-events, or a name.`,
    );
  }
  return { namespace: match[1] ?? 'default', name: match[2] };
}
