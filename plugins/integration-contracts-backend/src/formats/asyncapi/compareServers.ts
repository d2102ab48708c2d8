import { Server } from './AsyncApiDocument';
import { compareBindings } from './compareBindings';
import { compareSecurity } from './compareSecurity';
import { Findings } from './Findings';
import { PayloadComparer } from './PayloadComparer';
import { Place } from './References';
import { textOf } from './readMessage';

/** What those who connect can't do any more. A server is known by its name, else by its address. */
export function compareServers(
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const servers = [...findings.next.servers.values()];
  for (const old of findings.old.servers.values()) {
    const next = sameServer(old, findings);
    if (next) {
      compareServer(old, next, findings, payloads);
    } else {
      findings.add(
        'server-removed',
        old.pointer,
        servers.length > 0 ? '/servers' : '',
        `Server "${old.name}" (${old.address}) isn't there any more.`,
      );
    }
  }
}

/** The next version's server that stands for an old one. */
export function sameServer(
  old: Server,
  { next }: Findings,
): Server | undefined {
  const named = next.servers.get(old.name);
  return named?.address === old.address
    ? named
    : ([...next.servers.values()].find(
        other =>
          other.address === old.address &&
          other.protocol.value === old.protocol.value,
      ) ?? named);
}

function compareServer(
  old: Server,
  next: Server,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const where = `Server "${old.name}"`;
  // What wasn't said before contradicts nothing.
  if (old.address !== next.address && old.address !== '') {
    findings.add(
      'server-address-changed',
      old.addressPointer,
      next.addressPointer,
      `${where} was at ${old.address}, now it is at ${next.address}.`,
    );
  } else {
    compareVariables(old, next, where, findings);
  }
  if (changed(old.protocol, next.protocol)) {
    findings.add(
      'server-protocol-changed',
      old.protocol.pointer,
      next.protocol.pointer,
      `${where} spoke ${old.protocol.value}, now it speaks ${next.protocol.value}.`,
    );
  }
  if (
    next.protocolVersion.value !== undefined &&
    changed(old.protocolVersion, next.protocolVersion)
  ) {
    findings.add(
      'server-protocol-version-changed',
      old.protocolVersion.pointer,
      next.protocolVersion.pointer,
      `${where} now speaks version ${next.protocolVersion.value} of its protocol, before it was ${old.protocolVersion.value ?? 'left open'}.`,
    );
  }
  compareSecurity(old.security, next.security, where, findings);
  compareBindings(
    { level: 'server', old: old.bindings, next: next.bindings, where },
    findings,
    payloads,
  );
}

function changed(old: Place, next: Place): boolean {
  const plain = (place: Place) =>
    String(place.value ?? '')
      .toLowerCase()
      .trim();
  return plain(old) !== plain(next);
}

function compareVariables(
  old: Server,
  next: Server,
  where: string,
  findings: Findings,
): void {
  old.variables.forEach((before, at) => {
    const after = next.variables[at];
    const name = before.pointer.split('/').at(-1);
    const [had, has] = [
      findings.old.references.child(before, 'enum'),
      findings.next.references.child(after, 'enum'),
    ];
    const lost = Array.isArray(has.value)
      ? (Array.isArray(had.value) ? had.value : ['any other value']).filter(
          value => !(has.value as unknown[]).includes(value),
        )
      : [];
    if (lost.length > 0) {
      findings.add(
        'server-variable-narrowed',
        had.pointer,
        has.pointer,
        `${where}: its variable "${name}" can't be ${lost.join(', ')} any more.`,
      );
    }
    const [preset, presets] = [
      findings.old.references.child(before, 'default'),
      findings.next.references.child(after, 'default'),
    ];
    if (preset.value !== undefined && preset.value !== presets.value) {
      findings.add(
        'server-variable-default-changed',
        preset.pointer,
        presets.pointer,
        `${where}: its variable "${name}" was ${preset.value} where nothing was said, now it is ${textOf(presets.value) ?? 'nothing'}.`,
      );
    }
  });
}
