import { Json, canonicalText, childPointer } from '../../text/Json';
import { SchemaNode } from '../jsonSchema/SchemaNode';
import { Exchange } from './Exchange';
import { bestRange, coversMediaType } from './mediaTypes';
import { MediaType, Operation } from './Operation';

/** Tells which bodies that the client sends the server doesn't take. */
export function compareRequestBodies(
  exchange: Exchange,
  client: Operation,
  server: Operation,
): void {
  const { body: sent } = client;
  const { body: taken } = server;
  if (!taken) {
    if (sent) {
      exchange.report('request-body-removed', sent.pointer, server.at.pointer, {
        subject: 'the body',
      });
    }
    return;
  }
  if (taken.required && !sent?.required) {
    exchange.report(
      sent ? 'request-body-became-required' : 'request-body-required-added',
      sent ? childPointer(sent.pointer, 'required') : client.at.pointer,
      childPointer(taken.pointer, 'required'),
      { subject: 'the body' },
    );
  }
  for (const one of sent?.content ?? []) {
    const other = bestRange(taken.content, one.range);
    if (other) {
      const where = `the request as ${one.range}`;
      compareContents(exchange, one, other, 'request-encoding-changed');
      exchange.compareRequests(schemaOf(one), schemaOf(other), where);
    } else {
      exchange.report(
        'request-media-type-removed',
        one.pointer,
        taken.pointer,
        {
          subject: one.range,
        },
      );
    }
  }
}

/**
 * Tells which bodies of a response the client doesn't get any more, or doesn't know.
 *
 * @param status - of the client's response
 */
export function compareResponseContents(
  exchange: Exchange,
  status: string,
  client: readonly MediaType[],
  server: readonly MediaType[],
  serverPointer: string,
): void {
  for (const one of client) {
    if (!server.some(({ range }) => coversMediaType(one.range, range))) {
      exchange.report(
        'response-media-type-removed',
        one.pointer,
        serverPointer,
        {
          subject: `${one.range} (${status})`,
        },
      );
    }
  }
  for (const other of server) {
    const one = bestRange(client, other.range);
    // What the client knows nothing of it doesn't ask for.
    if (one) {
      compareContents(exchange, one, other, 'response-encoding-changed');
      exchange.compareResponses(
        schemaOf(one),
        schemaOf(other),
        `the response ${status} as ${other.range}`,
      );
    }
  }
}

function compareContents(
  exchange: Exchange,
  client: MediaType,
  server: MediaType,
  rule: 'request-encoding-changed' | 'response-encoding-changed',
): void {
  for (const [name, encoding] of client.encodings) {
    const other = server.encodings.get(name);
    if (withoutWords(encoding) !== withoutWords(other ?? {})) {
      exchange.report(rule, client.pointer, server.pointer, {
        subject: `The member "${name}"`,
      });
    }
  }
}

/** The part of an Encoding Object that says how the value is written. */
function withoutWords(encoding: Json): string {
  const { contentType, style, explode, allowReserved } = encoding as Record<
    string,
    Json
  >;
  return canonicalText({ contentType, style, explode, allowReserved });
}

function schemaOf({ schema }: MediaType): SchemaNode {
  return schema ?? SchemaNode.everything;
}
