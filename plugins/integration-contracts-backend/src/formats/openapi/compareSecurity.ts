import { childPointer } from '../../text/Json';
import { Exchange } from './Exchange';
import { Operation, SecurityAlternative } from './Operation';
import { readSecurityScheme, SecurityScheme } from './securitySchemes';

/** Tells which credentials that were enough for a call are not any more. */
export function compareSecurity(
  exchange: Exchange,
  client: Operation,
  server: Operation,
): void {
  const given = client.security.alternatives;
  const wanted = server.security.alternatives;
  compareUsedSchemes(exchange, given, wanted);
  if (wanted.length === 0 || wanted.some(one => one.size === 0)) {
    return;
  }
  const pointers = [client.security.pointer, server.security.pointer] as const;
  const now = wanted.map(inWords).join(', or ');
  if (given.length === 0) {
    exchange.report('security-added', ...pointers, { subject: '', now });
    return;
  }
  for (const [at, alternative] of given.entries()) {
    const isEnough = wanted.some(one => satisfies(exchange, alternative, one));
    if (!isEnough) {
      exchange.report(
        ruleFor(exchange, alternative, wanted),
        childPointer(pointers[0], at),
        pointers[1],
        { subject: '', before: inWords(alternative), now },
      );
    }
  }
}

function ruleFor(
  exchange: Exchange,
  given: SecurityAlternative,
  wanted: readonly SecurityAlternative[],
) {
  if (given.size === 0) {
    return 'security-added';
  }
  const names = wanted.map(one => [...one.keys()]);
  if (names.some(all => all.every(name => findScheme(exchange, given, name)))) {
    return 'security-scope-added';
  }
  return names.some(all => [...given.keys()].every(one => all.includes(one)))
    ? 'security-scheme-added'
    : 'security-alternative-removed';
}

/** Whether somebody who has the given credentials has the wanted ones too. */
function satisfies(
  exchange: Exchange,
  given: SecurityAlternative,
  wanted: SecurityAlternative,
): boolean {
  return [...wanted].every(([name, scopes]) => {
    const own = findScheme(exchange, given, name);
    const granted = own === undefined ? undefined : given.get(own);
    return granted && scopes.every(scope => granted.includes(scope));
  });
}

/** The scheme among the client's that is the server's: by its name, else by all that it says. */
function findScheme(
  { client, server }: Exchange,
  given: SecurityAlternative,
  name: string,
): string | undefined {
  if (given.has(name)) {
    return name;
  }
  // What the client knows under that name is something else than what it has.
  const isRenamed = readSecurityScheme(client, name) === undefined;
  const wanted = isRenamed ? readSecurityScheme(server, name) : undefined;
  return (
    wanted &&
    [...given.keys()].find(one => {
      const own = readSecurityScheme(client, one);
      return (
        own &&
        readSecurityScheme(server, one) === undefined &&
        own.properties.size === wanted.properties.size &&
        [...own.properties].every(
          ([key, value]) => wanted.properties.get(key) === value,
        )
      );
    })
  );
}

function compareUsedSchemes(
  exchange: Exchange,
  given: readonly SecurityAlternative[],
  wanted: readonly SecurityAlternative[],
): void {
  const names = new Set(given.flatMap(one => [...one.keys()]));
  for (const name of names) {
    if (wanted.some(one => one.has(name))) {
      const { client, server } = exchange;
      compareSchemes(
        exchange,
        name,
        readSecurityScheme(client, name),
        readSecurityScheme(server, name),
      );
    }
  }
}

function compareSchemes(
  exchange: Exchange,
  name: string,
  client: SecurityScheme | undefined,
  server: SecurityScheme | undefined,
): void {
  if (!client || !server || exchange.isSame(client.at, server.at)) {
    return;
  }
  // The scheme is what all operations that use it share.
  const whole = exchange.at('');
  const tell = (
    rule: Parameters<Exchange['report']>[0],
    about: Parameters<Exchange['report']>[3],
  ) => whole.report(rule, client.at.pointer, server.at.pointer, about);
  const [was, is] = [client, server].map(one => one.properties.get('type'));
  if (was !== is) {
    tell('security-scheme-changed', {
      subject: `The type of the security scheme "${name}"`,
      before: was ?? 'nothing',
      now: is ?? 'nothing',
    });
    return;
  }
  for (const flow of client.flows) {
    if (!server.flows.includes(flow)) {
      tell('security-flow-removed', {
        subject: `The flow ${flow} of the security scheme "${name}"`,
      });
    }
  }
  for (const key of new Set([
    ...client.properties.keys(),
    ...server.properties.keys(),
  ])) {
    const value = client.properties.get(key);
    const other = server.properties.get(key);
    const [, flow] = key.split(' of ');
    // One more flow is one more way to get in.
    const isInBoth = [client, server].every(
      ({ flows }) => flow === undefined || flows.includes(flow),
    );
    if (other !== value && isInBoth) {
      const isHint = key === 'bearerFormat';
      tell(
        isHint ? 'security-scheme-hint-changed' : 'security-scheme-changed',
        {
          subject: `The ${key} of the security scheme "${name}"`,
          before: value ?? 'nothing',
          now: other ?? 'nothing',
        },
      );
    }
  }
  for (const scope of client.scopes) {
    if (!server.scopes.has(scope)) {
      tell('security-scope-undefined', {
        subject: `The scope "${scope}" of the security scheme "${name}"`,
      });
    }
  }
}

function inWords(alternative: SecurityAlternative): string {
  const all = [...alternative].map(([name, scopes]) =>
    scopes.length > 0 ? `${name} (${scopes.join(', ')})` : name,
  );
  return all.join(' and ') || 'no credentials';
}
