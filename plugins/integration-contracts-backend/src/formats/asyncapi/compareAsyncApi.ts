import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { Violation } from '../../compatibility/Violation';
import { AsyncApiDocument } from './AsyncApiDocument';
import { compareChannels } from './compareChannels';
import { compareServers } from './compareServers';
import { Findings } from './Findings';
import { PayloadComparer } from './PayloadComparer';

/**
 * What a counterpart that was built for the old document can't do with the next:
 * connect, receive what the application sends, send what it receives. Names that
 * only the text has, such as of channels and operations, break nobody on the wire.
 *
 * @throws TooComplexError where the schemas are beyond the bounds
 */
export function compareAsyncApi(
  old: AsyncApiDocument,
  next: AsyncApiDocument,
  policy: CompatibilityPolicy,
): Violation[] {
  const findings = new Findings(old, next, policy);
  const payloads = new PayloadComparer(findings);
  if (old.id.value !== undefined && old.id.value !== next.id.value) {
    findings.add(
      'application-id-changed',
      old.id.pointer,
      next.id.pointer,
      `The application's id was ${old.id.value}, now it is ${next.id.value ?? 'not said'}.`,
    );
  }
  compareServers(findings, payloads);
  compareChannels(findings, payloads);
  return findings.list;
}
