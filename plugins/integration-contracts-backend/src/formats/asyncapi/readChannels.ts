import { isJsonObject } from '../../text/Json';
import { Channel, Message, Operation, Parameter } from './AsyncApiDocument';
import { blankNames, namesIn } from './readServers';
import { readMessages, textOf } from './readMessage';
import { readSecurity } from './readSecurity';
import { Place, References } from './References';

/** Whose `subscribe` others receive: what the application sends (AsyncAPI 2.6.0, Channel Item Object). */
const ACTIONS = { subscribe: 'send', publish: 'receive' } as const;

/** Reads the channels of either version; those with one address are one. */
export function readChannels(
  references: References,
  root: Place,
  isVersion3: boolean,
): Map<string, Channel> {
  const contentType = textOf(
    references.child(root, 'defaultContentType').value,
  );
  const channels = new Map<string, Channel>();
  const byPointer = new Map<string, Channel>();
  // Sorted, so that the order in the text doesn't decide which of one address comes first.
  const listed = references
    .entries(references.child(root, 'channels'))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [key, place] of listed) {
    const channel = readChannel(references, key, place, isVersion3);
    const messages = isVersion3
      ? references
          .entries(references.child(place, 'messages'))
          .flatMap(([name, one]) =>
            readMessages(references, one, name, contentType),
          )
      : [];
    const known = channels.get(channel.identity) ?? channel;
    known.messages.push(...messages);
    known.operations.push(
      ...(isVersion3 ? [] : readOperations2(references, place, contentType)),
    );
    channels.set(channel.identity, known);
    byPointer.set(references.follow(place).pointer, known);
  }
  if (isVersion3) {
    readOperations3(references, root, byPointer, contentType);
  }
  return channels;
}

function readChannel(
  references: References,
  key: string,
  place: Place,
  isVersion3: boolean,
): Channel {
  const found = references.follow(place);
  const child = (name: string) => references.child(found, name);
  const address = isVersion3 ? textOf(child('address').value) : key;
  const servers = child('servers');
  return {
    title: address ?? key,
    identity: address === undefined ? `key ${key}` : blankNames(address),
    key,
    pointer: found.pointer,
    address,
    parameters: namesIn(address ?? '').map(name =>
      readParameter(references, child('parameters'), name),
    ),
    // An empty list means all of them, as none does (AsyncAPI 3.0.0, Channel Object).
    servers:
      Array.isArray(servers.value) && servers.value.length > 0
        ? references.entries(servers).map(([, server]) => ({
            name:
              textOf(server.value) ??
              references.follow(server).pointer.split('/').at(-1)!,
            pointer: server.pointer,
          }))
        : undefined,
    bindings: child('bindings'),
    operations: [],
    messages: [],
    takesReplies: false,
  };
}

function readParameter(
  references: References,
  parameters: Place,
  name: string,
): Parameter {
  const found = references.child(parameters, name);
  const child = (key: string) => references.child(found, key);
  const listed = child('enum');
  return {
    name,
    pointer: found.pointer,
    // AsyncAPI 3 writes the values beside the parameter, where a schema would have them too.
    schema: listed.value === undefined ? child('schema') : found,
    location: child('location'),
    default: child('default'),
  };
}

function readOperations2(
  references: References,
  channel: Place,
  contentType: string | undefined,
): Operation[] {
  return (['subscribe', 'publish'] as const).flatMap(keyword => {
    const place = references.child(channel, keyword);
    if (!isJsonObject(place.value)) {
      return [];
    }
    const message = references.rawChild(place, 'message');
    return {
      ...readOperation(references, place),
      id: textOf(references.child(place, 'operationId').value),
      action: ACTIONS[keyword],
      messages: readMessages(references, message, undefined, contentType),
      isUndescribed: message.value === undefined,
      reply: undefined,
    };
  });
}

function readOperations3(
  references: References,
  root: Place,
  channels: ReadonlyMap<string, Channel>,
  contentType: string | undefined,
): void {
  const messagesOf = (
    place: Place,
    channel: Channel | undefined,
  ): Message[] => {
    const listed = references.child(place, 'messages');
    return Array.isArray(listed.value)
      ? references
          .entries(listed)
          .flatMap(([, one]) =>
            readMessages(references, one, undefined, contentType),
          )
      : [...(channel?.messages ?? [])];
  };
  for (const [id, place] of references.entries(
    references.child(root, 'operations'),
  )) {
    const channelOf = (at: Place) =>
      channels.get(references.child(at, 'channel').pointer);
    const channel = channelOf(place);
    const action = references.child(place, 'action').value;
    if (channel && (action === 'send' || action === 'receive')) {
      const reply = references.child(place, 'reply');
      const answered = channelOf(reply);
      if (answered) {
        answered.takesReplies = true;
      }
      channel.operations.push({
        ...readOperation(references, references.follow(place)),
        id,
        action,
        messages: messagesOf(place, channel),
        isUndescribed: false,
        reply:
          reply.value === undefined
            ? undefined
            : {
                pointer: reply.pointer,
                location: references.child(
                  references.child(reply, 'address'),
                  'location',
                ),
                channel: answered?.identity,
                messages: messagesOf(reply, answered),
              },
      });
    }
  }
}

function readOperation(references: References, place: Place) {
  return {
    pointer: place.pointer,
    security: readSecurity(references, references.child(place, 'security')),
    bindings: references.child(place, 'bindings'),
  };
}
