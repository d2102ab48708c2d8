import { Violation } from '../../compatibility/Violation';
import { NumberFacet, StringFacet } from './Facet';
import { violation } from './words';

/** Formats whose every value is one of the other format too (OpenAPI's format registry; RFC 3986, 3987, 6531). */
const INCLUDED: Record<string, readonly string[]> = {
  int64: ['int32'],
  double: ['float', 'int32'],
  'uri-reference': ['uri'],
  iri: ['uri'],
  'iri-reference': ['uri', 'uri-reference', 'iri'],
  'idn-email': ['email'],
};

/** Formats that only tell how to show a value (OpenAPI 3.0.3, 4.4). */
const HINTS = new Set(['password']);

/** The formats that the reader wants and nothing of the writer's ensures. */
export function missingFormats<F extends NumberFacet | StringFacet>(
  writer: F,
  reader: F,
): readonly string[] {
  return reader.formats.filter(format => {
    if (HINTS.has(format)) {
      return false;
    }
    const parts = [format, ...(INCLUDED[format] ?? [])];
    return !writer.formats.some(own => parts.includes(own));
  });
}

export function compareFormats<F extends NumberFacet | StringFacet>(
  writer: F,
  reader: F,
): Violation[] {
  return missingFormats(writer, reader).map(format =>
    violation(
      'format-changed',
      writer,
      reader,
      'format',
      `The format is now ${format}, before it was ${writer.formats.join(', ') || 'left open'}.`,
    ),
  );
}
