import { Json, member } from '../../text/Json';
import { Exchange } from './Exchange';
import { Located, OpenApiDocument } from './OpenApiDocument';
import { Operation } from './Operation';
import {
  compareLifecycles,
  reportRemoval,
  RemovalRules,
} from './compareLifecycles';
import { compareParameters } from './compareParameters';
import { comparePathItems } from './comparePathItems';
import { compareRequestBodies } from './compareBodies';
import { compareResponses } from './compareResponses';
import { compareSecurity } from './compareSecurity';
import { compareOwnServers } from './compareServers';
import { readLifecycle } from './lifecycle';
import { readOperation } from './readOperation';

export const OPERATION_REMOVAL: RemovalRules = {
  unannounced: 'operation-removed',
  beforeSunset: 'operation-removed-before-sunset',
  announced: 'operation-removed-after-deprecation',
  unstable: 'unstable-operation-removed',
};

/** A path item, with the template of the path that it is for. */
export interface PathItem {
  path: string;
  at: Located;
}

/** Tells what a client's operation can't do with the server's of the same method and path. */
export function compareOperations(
  exchange: Exchange,
  client: PathItem,
  server: PathItem,
  method: string,
): void {
  const own = exchange.client.child(client.at, method);
  const other = exchange.server.child(server.at, method);
  if (!own) {
    return;
  }
  const here = exchange.at(
    `${exchange.place}${method.toUpperCase()} ${client.path}`,
  );
  if (!other) {
    reportRemoval(
      here,
      readLifecycle(own.value),
      own.pointer,
      server.at.pointer,
      'The operation',
      OPERATION_REMOVAL,
    );
    return;
  }
  if (isUntouched(here, client, server, own, other)) {
    return;
  }
  const sent = readOperation(here.client, client.at, client.path, method);
  const taken = readOperation(here.server, server.at, server.path, method);
  if (sent && taken) {
    compareAll(here, sent, taken);
  }
}

function compareAll(
  here: Exchange,
  client: Operation,
  server: Operation,
): void {
  compareParameters(here, client, server);
  compareRequestBodies(here, client, server);
  compareResponses(here, client, server);
  compareSecurity(here, client, server);
  compareLifecycles(here, client.at, server.at, 'The operation');
  compareOwnServers(here, client, server);
  compareIds(here, client, server);
  compareCallbacks(here, client, server);
}

function compareIds(here: Exchange, client: Operation, server: Operation) {
  const [before, now] = [client, server].map(({ at }) =>
    member(at.value, 'operationId'),
  );
  if (typeof before === 'string' && before !== now) {
    here.report('operation-id-changed', client.at.pointer, server.at.pointer, {
      subject: 'The operation',
      before,
      now: typeof now === 'string' ? now : 'none',
    });
  }
}

/** A callback goes from the server to the client, so that everything is turned. */
function compareCallbacks(
  here: Exchange,
  client: Operation,
  server: Operation,
): void {
  const offered = new Map(server.callbacks);
  for (const [name, callback] of client.callbacks) {
    const other = offered.get(name);
    if (other) {
      const there = here.turn(`${here.place}, callback ${name}: `);
      comparePathItems(
        there,
        itemsOf(there.client, other),
        itemsOf(there.server, callback),
        {
          gone: pointer =>
            here.report('callback-removed', pointer, other.pointer, {
              subject: `The callback "${name}"`,
            }),
        },
      );
    } else {
      here.report('callback-removed', callback.pointer, server.at.pointer, {
        subject: `The callback "${name}"`,
      });
    }
  }
}

/** The path items of an object whose keys are templates or names. */
export function itemsOf(document: OpenApiDocument, map: Located): PathItem[] {
  return Object.keys(map.value)
    .filter(name => !name.startsWith('x-'))
    .flatMap(name => {
      const at = document.child(map, name);
      return at ? [{ path: name, at }] : [];
    });
}

/** Whether an operation and all around it that it depends on is surely the same. */
function isUntouched(
  { client, server, shared, turned }: Exchange,
  one: PathItem,
  other: PathItem,
  own: Located,
  wanted: Located,
): boolean {
  const same = (left: Json | undefined, right: Json | undefined) =>
    turned
      ? shared.sameness.isSame(right, left)
      : shared.sameness.isSame(left, right);
  const sameMember = (left: Located, right: Located, ...keys: string[]) =>
    keys.every(key => same(member(left.value, key), member(right.value, key)));
  const { root } = client;
  return (
    one.path === other.path &&
    same(own.value, wanted.value) &&
    sameMember(one.at, other.at, 'parameters', 'servers') &&
    sameMember(root, server.root, 'security', 'securityDefinitions') &&
    sameMember(root, server.root, 'consumes', 'produces') &&
    same(
      client.child(root, 'components', 'securitySchemes')?.value,
      server.child(server.root, 'components', 'securitySchemes')?.value,
    )
  );
}
