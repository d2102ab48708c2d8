import { Security, SecurityAlternative } from './AsyncApiDocument';
import { Findings } from './Findings';

/** Whether who may come in with the old credentials still may. */
export function compareSecurity(
  old: Security,
  next: Security,
  where: string,
  findings: Findings,
): void {
  if (next.alternatives.length === 0) {
    return;
  }
  if (old.alternatives.length === 0) {
    findings.add(
      'security-added',
      old.pointer,
      next.pointer,
      `${where}: credentials are needed now, before nobody was asked for any.`,
    );
    return;
  }
  for (const alternative of old.alternatives) {
    const same = next.alternatives.filter(other =>
      [...other.schemes.keys()].every(scheme =>
        alternative.schemes.has(scheme),
      ),
    );
    if (same.length === 0) {
      findings.add(
        'security-removed',
        alternative.pointer,
        next.pointer,
        `${where}: the credentials for ${alternative.title} don't suffice any more.`,
      );
    } else if (!same.some(other => missingScopes(alternative, other) === '')) {
      findings.add(
        'security-scopes-added',
        alternative.pointer,
        same[0].pointer,
        `${where}: ${alternative.title} needs more scopes than before: ${missingScopes(alternative, same[0])}.`,
      );
    }
  }
}

function missingScopes(
  old: SecurityAlternative,
  next: SecurityAlternative,
): string {
  return [...next.schemes]
    .flatMap(([scheme, scopes]) =>
      [...scopes].filter(scope => !old.schemes.get(scheme)?.has(scope)),
    )
    .join(', ');
}
