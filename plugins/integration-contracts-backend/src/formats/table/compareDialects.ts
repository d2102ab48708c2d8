import { Json, canonicalText } from '../../text/Json';
import { Findings } from './Findings';
import { Dialect } from './TableDocument';

/** In ASCII's place any encoding will do that has it as its lower half. */
const EXTENDS_ASCII = /^(utf-8|iso-8859-\d+|windows-125\d|latin-?1)$/;

/** How the reader takes a file apart in another way than it was written. */
export function compareDialects(
  writer: Dialect,
  reader: Dialect,
  findings: Findings,
): void {
  for (const [key, { value: wanted, pointer }] of reader.settings) {
    const own = writer.settings.get(key)!;
    if (plain(key, own.value) === plain(key, wanted)) {
      continue;
    }
    if (key === 'encoding') {
      const isPart =
        /^(us-)?ascii$/.test(String(own.value)) &&
        EXTENDS_ASCII.test(String(wanted));
      if (!isPart) {
        findings.add(
          'encoding-changed',
          own.pointer,
          pointer,
          `The file was written in ${own.value}, now it is read as ${wanted}.`,
        );
      }
    } else if (!isUnused(key, writer, reader)) {
      findings.add(
        'dialect-changed',
        own.pointer,
        pointer,
        `The file was written with ${key} ${canonicalText(own.value)}, now it is read with ${canonicalText(wanted)}.`,
      );
    }
  }
}

/** Readers of delimited files take both line ends (RFC 4180 and its practice). */
function plain(key: string, value: Json): string {
  return key === 'lineTerminator' && value === '\r\n'
    ? canonicalText('\n')
    : canonicalText(value);
}

/** Settings of the header, where there is none of more than a row. */
function isUnused(key: string, ...dialects: Dialect[]): boolean {
  const hasOneRow = ({ settings }: Dialect) => {
    const rows = settings.get('headerRows')?.value;
    return Array.isArray(rows) && rows.length < 2;
  };
  return (
    (key === 'headerJoin' && dialects.every(hasOneRow)) ||
    (key === 'headerRows' && dialects.every(({ header }) => !header))
  );
}
