import { AsyncApiDocument, Channel, Parameter } from './AsyncApiDocument';
import { compareBindings, compareTopics } from './compareBindings';
import { compareOperations } from './compareOperations';
import { sameServer } from './compareServers';
import { Findings } from './Findings';
import { PayloadComparer } from './PayloadComparer';

/** What the counterpart can't do any more on each channel, which its address tells from others. */
export function compareChannels(
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const { old, next } = findings;
  for (const channel of old.channels.values()) {
    const found = next.channels.get(channel.identity) ?? nowSaid(channel, next);
    if (found) {
      compareChannel(channel, found, findings, payloads);
    } else {
      addRemoved(channel, findings);
    }
  }
}

/** The channel whose address wasn't said before, and which is known by its key alone. */
function nowSaid(
  { address, key }: Channel,
  next: AsyncApiDocument,
): Channel | undefined {
  return address === undefined
    ? [...next.channels.values()].find(other => other.key === key)
    : undefined;
}

function addRemoved(channel: Channel, findings: Findings): void {
  const moved = [...findings.next.channels.values()].find(
    ({ key, identity }) =>
      key === channel.key && !findings.old.channels.has(identity),
  );
  if (moved) {
    findings.add(
      'channel-address-changed',
      channel.pointer,
      moved.pointer,
      `Channel "${channel.title}" is now at ${moved.address ?? 'an address that is not said'}.`,
    );
  } else {
    findings.add(
      'channel-removed',
      channel.pointer,
      '/channels',
      `Channel "${channel.title}" isn't there any more.`,
    );
  }
}

function compareChannel(
  old: Channel,
  next: Channel,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const where = `Channel "${next.title}"`;
  compareReach(old, next, where, findings);
  old.parameters.forEach((parameter, at) =>
    compareParameter(parameter, next.parameters[at], {
      channel: next,
      where,
      findings,
      payloads,
    }),
  );
  const bindings = {
    level: 'channel' as const,
    old: old.bindings,
    next: next.bindings,
    where,
  };
  compareTopics(bindings, { old: old.address, next: next.address }, findings);
  compareBindings(bindings, findings, payloads);
  compareOperations(old, next, findings, payloads);
}

/** A channel without a list of servers is on all of them. */
function compareReach(
  old: Channel,
  next: Channel,
  where: string,
  findings: Findings,
): void {
  if (!next.servers) {
    return;
  }
  const names = new Set(next.servers.map(({ name }) => name));
  const before = old.servers?.map(({ name }) => name) ?? [
    ...findings.old.servers.keys(),
  ];
  for (const name of before) {
    const server = findings.old.servers.get(name);
    const same = server && sameServer(server, findings);
    if (same ? !names.has(same.name) : !server && !names.has(name)) {
      findings.add(
        'channel-server-removed',
        old.pointer,
        next.pointer,
        `${where} isn't on server "${name}" any more.`,
      );
    }
  }
}

interface ParameterContext {
  channel: Channel;
  /** The channel, in words. */
  where: string;
  findings: Findings;
  payloads: PayloadComparer;
}

/** Whether others send to the channel, as far as is known. */
function takesMessages({ operations }: Channel): boolean {
  return (
    operations.length === 0 ||
    operations.some(({ action }) => action === 'receive')
  );
}

function compareParameter(
  old: Parameter,
  next: Parameter,
  { channel, where: around, findings, payloads }: ParameterContext,
): void {
  const where = `${around}, parameter "${next.name}"`;
  const clashes = payloads.compare(
    { ...old.schema, language: 'json' },
    { ...next.schema, language: 'json' },
    'receive',
  );
  for (const { writerPointer, readerPointer, message } of clashes) {
    findings.add(
      'parameter-narrowed',
      writerPointer || old.pointer,
      readerPointer,
      `${where}: ${message}`,
    );
  }
  if (old.location.value === undefined) {
    // What is sent only says more; who sends to it may not have put the value there.
    if (next.location.value !== undefined && takesMessages(channel)) {
      findings.add(
        'parameter-location-added',
        old.pointer,
        next.location.pointer,
        `${where}: its value has to stand in the message too now, at ${next.location.value}.`,
      );
    }
  } else if (old.location.value !== next.location.value) {
    findings.add(
      'parameter-location-changed',
      old.location.pointer,
      next.location.pointer,
      `${where}: its value stood in the message at ${old.location.value}, now it stands at ${next.location.value ?? 'no place'}.`,
    );
  }
  if (
    old.default.value !== undefined &&
    old.default.value !== next.default.value
  ) {
    findings.add(
      'parameter-default-changed',
      old.default.pointer,
      next.default.pointer,
      `${where}: it was ${old.default.value} where nothing was said, now it is ${next.default.value ?? 'nothing'}.`,
    );
  }
}
