import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { Violation } from '../../compatibility/Violation';
import { CompareOptions, Exchange } from './Exchange';
import { Located, OpenApiDocument } from './OpenApiDocument';
import { OPERATION_REMOVAL, PathItem, itemsOf } from './compareOperations';
import { RemovalRules, reportRemoval } from './compareLifecycles';
import { comparePathItems } from './comparePathItems';
import { compareServers } from './compareServers';
import { isUnstable, readLifecycle } from './lifecycle';
import { METHODS } from './readOperation';

/**
 * What a client that was built for `writer` can't do with a server of `reader`, and what
 * a receiver of its webhooks and callbacks doesn't understand.
 *
 * @throws TooComplexError where the descriptions are beyond the bounds
 */
export function compareOpenApi(
  writer: OpenApiDocument,
  reader: OpenApiDocument,
  policy: CompatibilityPolicy,
  options: CompareOptions = {},
): Violation[] {
  const exchange = Exchange.between(writer, reader, policy, options);
  compareServers(exchange);
  comparePathItems(
    exchange,
    pathsOf(writer, 'paths'),
    pathsOf(reader, 'paths'),
    { removed: item => reportPath(exchange, item) },
  );
  compareWebhooks(exchange);
  return exchange.violations;
}

function pathsOf(document: OpenApiDocument, key: string): PathItem[] {
  const map = document.child(document.root, key);
  return map ? itemsOf(document, map) : [];
}

/** A path is gone with all its operations: told once where none was announced to go. */
function reportPath(exchange: Exchange, item: PathItem): void {
  const operations = METHODS.flatMap(method => {
    const at = exchange.client.child(item.at, method);
    return at ? [{ method, at }] : [];
  });
  const isPlain = ({ value }: Located) => {
    const lifecycle = readLifecycle(value);
    return !lifecycle.deprecated && !isUnstable(lifecycle);
  };
  if (operations.length > 0 && operations.every(({ at }) => isPlain(at))) {
    const methods = operations.map(({ method }) => method.toUpperCase());
    exchange.at(item.path).report('path-removed', item.at.pointer, '/paths', {
      subject: `The path, with ${methods.join(', ')},`,
    });
    return;
  }
  for (const { method, at } of operations) {
    reportOperation(exchange, item.path, method, at, OPERATION_REMOVAL);
  }
}

function reportOperation(
  exchange: Exchange,
  path: string,
  method: string,
  at: Located,
  rules: RemovalRules,
): void {
  reportRemoval(
    exchange.at(`${method.toUpperCase()} ${path}`),
    readLifecycle(at.value),
    at.pointer,
    '/paths',
    'The operation',
    rules,
  );
}

/** A webhook goes from the provider to the consumer, so that everything is turned. */
function compareWebhooks(exchange: Exchange): void {
  const { writer, reader } = exchange.shared;
  const [known, offered] = [webhooksOf(writer), webhooksOf(reader)];
  const turned = exchange.turn('webhook ');
  comparePathItems(turned, offered, known, {
    gone: pointer =>
      exchange.report('webhook-removed', pointer, '/webhooks', {
        subject: `The webhook ${known.find(({ at }) => at.pointer === pointer)?.path}`,
      }),
  });
  for (const { path, at } of known) {
    const other = offered.find(item => item.path === path);
    for (const method of METHODS) {
      const own = writer.child(at, method);
      if (other && own && !reader.child(other.at, method)) {
        exchange.report('webhook-removed', own.pointer, other.at.pointer, {
          subject: `The webhook ${method.toUpperCase()} ${path}`,
        });
      }
    }
  }
}

/** Before OpenAPI 3.1, webhooks were often written as `x-webhooks`. */
function webhooksOf(document: OpenApiDocument): PathItem[] {
  return [...pathsOf(document, 'webhooks'), ...pathsOf(document, 'x-webhooks')];
}
