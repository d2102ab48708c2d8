import {
  Json,
  JsonObject,
  canonicalText,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import { SchemaNode } from '../jsonSchema/SchemaNode';
import { Exchange } from './Exchange';
import { bestRange, coversMediaType } from './mediaTypes';
import { OpenApiDocument } from './OpenApiDocument';
import { MediaType, Operation } from './Operation';
import { widenedOnTheWire } from './widenedOnTheWire';
import { isXml, xmlClashes } from './xmlClashes';

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
      const nodes = takenOnTheWire(exchange, one, other);
      if (nodes) {
        exchange.compareRequests(nodes.sent, nodes.taken, where);
      }
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

/** A number in a plain text is a text too. */
function takenOnTheWire(exchange: Exchange, one: MediaType, other: MediaType) {
  const [sent, taken] = [one, other].map(schemaOf);
  const written = { style: 'simple', explode: false };
  return coversMediaType('text/plain', one.range)
    ? widenedOnTheWire(
        { sender: exchange.client, receiver: exchange.server },
        { ...written, schema: sent },
        { ...written, schema: taken },
      )
    : { sent, taken };
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
  const isRequest = rule === 'request-encoding-changed';
  if (isXml(client.range) && client.schema && server.schema) {
    const clashes = xmlClashes(exchange, client.schema, server.schema);
    for (const { clientPointer, serverPointer, subject } of clashes) {
      exchange.report(rule, clientPointer, serverPointer, { subject });
    }
  }
  if (coversMediaType('multipart/*', client.range)) {
    for (const name of changedFiles(exchange, client, server)) {
      exchange.report(rule, client.pointer, server.pointer, {
        subject: `The member "${name}"`,
      });
    }
  }
  for (const [name, encoding] of client.encodings) {
    const other = server.encodings.get(name) ?? {};
    const [sent, taken] = isRequest ? [encoding, other] : [other, encoding];
    if (!isWrittenAlike(sent, taken)) {
      exchange.report(rule, client.pointer, server.pointer, {
        subject: `The member "${name}"`,
      });
    }
  }
}

/**
 * The parts that were files and are texts now: without a word about it, the one is
 * written as application/octet-stream, the other as text/plain (OpenAPI 3.0.3, 4.7.15).
 */
function changedFiles(
  exchange: Exchange,
  client: MediaType,
  server: MediaType,
): string[] {
  const [was, is] = [
    partsOf(exchange.client, client),
    partsOf(exchange.server, server),
  ];
  const isFile = ({ format }: JsonObject) => format === 'binary';
  return [...was].flatMap(([name, one]) => {
    const other = is.get(name);
    const isSaid = client.encodings.has(name) || server.encodings.has(name);
    return !isSaid && other && isFile(one) && !isFile(other) ? name : [];
  });
}

/** The parts of a form that are texts. */
function partsOf(
  document: OpenApiDocument,
  { schema }: MediaType,
): Map<string, JsonObject> {
  const [part] = schema?.parts ?? [];
  const whole = part && document.follow(part.schema, part.pointer);
  return new Map(
    (whole ? document.entries(whole, 'properties') : [])
      .filter(([, { value }]) => value.type === 'string')
      .map(([name, { value }]) => [name, value]),
  );
}

/** Whether what is sent under one Encoding Object is read under the other. */
function isWrittenAlike(sent: Json, taken: Json): boolean {
  const [was, is] = [sent, taken].map(encoding => {
    const { style, explode, allowReserved } = encoding as Record<string, Json>;
    return canonicalText({ style, explode, allowReserved });
  });
  const [types, ranges] = [sent, taken].map(contentTypesOf);
  return (
    was === is &&
    (types === undefined || ranges === undefined
      ? types === ranges
      : types.every(type => ranges.some(one => coversMediaType(one, type))))
  );
}

/** One media type or range, or several with commas between (OpenAPI 3.1.0, 4.8.15). */
function contentTypesOf(encoding: Json): string[] | undefined {
  const said = isJsonObject(encoding)
    ? member(encoding, 'contentType')
    : undefined;
  return typeof said === 'string'
    ? said.split(',').map(type => type.trim())
    : undefined;
}

function schemaOf({ schema }: MediaType): SchemaNode {
  return schema ?? SchemaNode.everything;
}
