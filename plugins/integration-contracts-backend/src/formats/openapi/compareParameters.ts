import { Json, canonicalText, isJsonObject } from '../../text/Json';
import { Exchange } from './Exchange';
import { Operation, Parameter, Serialization } from './Operation';
import {
  RemovalRules,
  compareLifecycles,
  reportRemoval,
} from './compareLifecycles';
import { isUnstable, readLifecycle } from './lifecycle';
import { keywordPointer } from './readParameters';
import { widenedOnTheWire } from './widenedOnTheWire';

const REMOVAL: RemovalRules = {
  unannounced: 'parameter-removed',
  beforeSunset: 'parameter-removed-before-sunset',
  announced: 'parameter-removed-after-deprecation',
  unstable: 'unstable-parameter-removed',
};

/** Tells which parameters that the client sends the server doesn't take. */
export function compareParameters(
  exchange: Exchange,
  client: Operation,
  server: Operation,
): void {
  const taken = new Map(server.parameters.map(one => [one.key, one]));
  const sent = new Map(client.parameters.map(one => [one.key, one]));
  const isNew = (one: Parameter) => !sent.has(one.key);
  const moved = new Set<Parameter>();
  for (const one of client.parameters) {
    const other = taken.get(one.key);
    const elsewhere =
      other ??
      server.parameters.find(
        ({ name, ...rest }) => name === one.name && isNew({ name, ...rest }),
      );
    if (other) {
      compareParameter(exchange, one, other);
    } else if (elsewhere) {
      moved.add(elsewhere);
      exchange.report('parameter-moved', one.at.pointer, elsewhere.at.pointer, {
        subject: named(one),
        before: one.in,
        now: elsewhere.in,
      });
    } else if (one.in !== 'path') {
      reportRemoved(exchange, one, client, server);
    }
  }
  for (const other of server.parameters) {
    if (
      isNew(other) &&
      !moved.has(other) &&
      other.required &&
      other.in !== 'path'
    ) {
      exchange.report(
        'parameter-required-added',
        client.at.pointer,
        other.at.pointer,
        { subject: named(other) },
      );
    }
  }
}

function reportRemoved(
  exchange: Exchange,
  removed: Parameter,
  client: Operation,
  server: Operation,
): void {
  const own = readLifecycle(removed.at.value);
  const around = readLifecycle(client.at.value);
  reportRemoval(
    exchange,
    isUnstable(around) ? around : own,
    removed.at.pointer,
    server.at.pointer,
    named(removed),
    REMOVAL,
  );
}

function compareParameter(
  exchange: Exchange,
  client: Parameter,
  server: Parameter,
): void {
  if (
    client.required === server.required &&
    exchange.isSame(client.at, server.at)
  ) {
    return;
  }
  const subject = named(client);
  const tell = (
    rule: Parameters<Exchange['report']>[0],
    keyword: string,
    about: { before?: string; now?: string } = {},
  ) =>
    exchange.report(
      rule,
      keywordPointer(client.at, keyword),
      keywordPointer(server.at, keyword),
      { subject, ...about },
    );
  if (server.required && !client.required) {
    tell('parameter-became-required', 'required');
  }
  const [was, is] = [client, server].map(writtenAs);
  if (was !== is) {
    const changed = client.style === server.style ? 'explode' : 'style';
    tell('parameter-serialization-changed', changed, { before: was, now: is });
  }
  if (client.allowReserved && !server.allowReserved) {
    tell('parameter-reserved-forbidden', 'allowReserved');
  }
  if (client.allowEmptyValue && !server.allowEmptyValue) {
    tell('parameter-empty-forbidden', 'allowEmptyValue');
  }
  if (!client.required && !sameDefault(client.default, server.default)) {
    tell('parameter-default-changed', 'schema', {
      before: shown(client.default),
      now: shown(server.default),
    });
  }
  compareLifecycles(exchange, client.at, server.at, subject);
  const documents = { sender: exchange.client, receiver: exchange.server };
  const nodes = widenedOnTheWire(documents, client, server);
  if (nodes) {
    exchange.compareRequests(nodes.sent, nodes.taken, subject);
  }
}

function named(parameter: Parameter): string {
  return `the ${parameter.in} parameter "${parameter.name}"`;
}

/** How a value is written, in words. */
export function writtenAs({
  mediaType,
  style,
  explode,
}: Serialization): string {
  return mediaType ?? `${style}${explode ? ' (exploded)' : ''}`;
}

function sameDefault(one: Json | undefined, other: Json | undefined): boolean {
  return (
    one === other ||
    (isJsonObject(one) || Array.isArray(one)
      ? canonicalText(one) === canonicalText(other)
      : false)
  );
}

function shown(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
