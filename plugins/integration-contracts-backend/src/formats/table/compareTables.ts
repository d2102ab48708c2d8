import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { Violation } from '../../compatibility/Violation';
import { compareConstraints } from './compareConstraints';
import { compareDialects } from './compareDialects';
import { compareKeys } from './compareKeys';
import { compareMissing } from './compareMissing';
import { compareTypes } from './compareTypes';
import { Findings } from './Findings';
import { matchFields } from './matchFields';
import { TableDocument } from './TableDocument';

/** What of the files that keep to the writer's schema the reader can't take, or takes for something else. */
export function compareTables(
  writer: TableDocument,
  reader: TableDocument,
  policy: CompatibilityPolicy,
): Violation[] {
  const findings = new Findings(policy);
  const pairs = matchFields(writer, reader, findings);
  for (const [own, wanted] of pairs) {
    compareTypes(own, wanted, findings);
    compareMissing(own, wanted, findings);
    compareConstraints(own, wanted, findings);
  }
  compareKeys(writer, reader, pairs, findings);
  compareDialects(writer.dialect, reader.dialect, findings);
  return findings.list;
}
