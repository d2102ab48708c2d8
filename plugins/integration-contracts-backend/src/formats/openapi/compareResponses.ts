import { Exchange } from './Exchange';
import { Header, Operation, Response } from './Operation';
import { compareResponseContents } from './compareBodies';
import { writtenAs } from './compareParameters';
import { keywordPointer } from './readParameters';
import { widenedOnTheWire } from './widenedOnTheWire';

/** Tells which answers the client doesn't get any more, or doesn't know. */
export function compareResponses(
  exchange: Exchange,
  client: Operation,
  server: Operation,
): void {
  const compared = new Set<string>();
  const compare = (known: Response, given: Response) => {
    const pair = `${known.status} ${given.status}`;
    if (!compared.has(pair)) {
      compared.add(pair);
      compareResponse(exchange, known, given);
    }
  };
  for (const given of server.responses) {
    const known = responseFor(client.responses, given.status);
    if (known) {
      compare(known, given);
    }
    if (known?.status !== given.status && isSuccess(given.status)) {
      reportUnknown(exchange, client, given);
    }
  }
  for (const known of client.responses) {
    const given = responseFor(server.responses, known.status);
    if (given) {
      compare(known, given);
    } else if (
      !server.responses.some(one => isWithin(one.status, known.status))
    ) {
      exchange.report(
        isSuccess(known.status)
          ? 'response-success-removed'
          : 'response-error-removed',
        known.at.pointer,
        server.at.pointer,
        { subject: known.status },
      );
    }
  }
}

/** A status that falls under one that the client knows is no news. */
function reportUnknown(
  exchange: Exchange,
  client: Operation,
  given: Response,
): void {
  const isKnown = client.responses.some(
    one => one.status !== 'default' && isWithin(given.status, one.status),
  );
  if (!isKnown) {
    exchange.report(
      'response-success-added',
      client.at.pointer,
      given.at.pointer,
      { subject: given.status },
    );
  }
}

/** OpenAPI 3.1.0, 4.8.16: a code goes before its range, a range before the default. */
function responseFor(
  responses: readonly Response[],
  status: string,
): Response | undefined {
  return (
    responses.find(one => one.status === status) ??
    responses.find(
      one => one.status !== 'default' && isWithin(status, one.status),
    ) ??
    responses.find(one => one.status === 'default')
  );
}

function isWithin(status: string, range: string): boolean {
  return (
    status === range ||
    (range.endsWith('XX') && status.startsWith(range.slice(0, 1)))
  );
}

function isSuccess(status: string): boolean {
  return /^[123]/.test(status);
}

function compareResponse(
  exchange: Exchange,
  known: Response,
  given: Response,
): void {
  if (
    exchange.isSame(known.at, given.at) &&
    exchange.client.dialect !== '2.0'
  ) {
    return;
  }
  const headers = new Map(
    given.headers.map(header => [header.name.toLowerCase(), header]),
  );
  for (const header of known.headers) {
    const other = headers.get(header.name.toLowerCase());
    if (other) {
      compareHeader(exchange, known.status, header, other);
    } else {
      exchange.report(
        header.required
          ? 'response-header-removed'
          : 'response-optional-header-removed',
        header.at.pointer,
        given.at.pointer,
        { subject: named(header, known.status) },
      );
    }
  }
  for (const link of known.links) {
    if (!given.links.includes(link)) {
      exchange.report(
        'response-link-removed',
        known.at.pointer,
        given.at.pointer,
        {
          subject: `The link "${link}" of the response ${known.status}`,
        },
      );
    }
  }
  compareResponseContents(
    exchange,
    known.status,
    known.content,
    given.content,
    given.at.pointer,
  );
}

function compareHeader(
  exchange: Exchange,
  status: string,
  client: Header,
  server: Header,
): void {
  const subject = named(client, status);
  if (client.required && !server.required) {
    exchange.report(
      'response-header-became-optional',
      keywordPointer(client.at, 'required'),
      keywordPointer(server.at, 'required'),
      { subject },
    );
  }
  const [was, is] = [client, server].map(writtenAs);
  if (was !== is) {
    exchange.report(
      'response-header-serialization-changed',
      client.at.pointer,
      server.at.pointer,
      { subject, before: was, now: is },
    );
  }
  const nodes = widenedOnTheWire(
    { sender: exchange.server, receiver: exchange.client },
    server,
    client,
  );
  if (nodes) {
    exchange.compareResponses(nodes.taken, nodes.sent, subject);
  }
}

function named({ name }: Header, status: string): string {
  return `The header "${name}" of the response ${status}`;
}
