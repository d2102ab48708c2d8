import { InputError } from '@backstage/errors';
import { Exemplar } from '../series/Exemplar';

const HOUR_MS = 3_600_000;

const values: Record<string, (exemplar: Exemplar) => string> = {
  traceId: ({ traceId }) => traceId,
  spanId: ({ spanId }) => spanId,
  service: ({ consumer }) => consumer,
  // Some tools look for a trace in a range of time only.
  fromMs: ({ atMs }) => String(Math.floor(atMs - HOUR_MS)),
  toMs: ({ atMs }) => String(Math.ceil(atMs + HOUR_MS)),
};

const placeholder = /\{(\w+)\}/g;

/**
 * Makes a template such as `https://jaeger.example.com/trace/{traceId}` into
 * what gives each exemplar its address.
 *
 * @throws InputError where it holds a name that there is no value for, or is no web address
 */
export function traceLink(
  template: string,
  field: string,
): (exemplar: Exemplar) => string {
  const known = Object.keys(values);
  for (const [, name] of template.matchAll(placeholder)) {
    if (!known.includes(name)) {
      throw new InputError(
        `${field} names {${name}}; there are ${known.map(each => `{${each}}`).join(', ')}`,
      );
    }
  }
  if (!/^https?:\/\//.test(template)) {
    throw new InputError(`${field} has to begin with https:// or http://`);
  }
  return exemplar =>
    template.replace(placeholder, (_, name: string) =>
      encodeURIComponent(values[name](exemplar)),
    );
}
