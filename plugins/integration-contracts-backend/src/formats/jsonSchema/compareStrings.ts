import { Violation } from '../../compatibility/Violation';
import { StringFacet } from './Facet';
import { violation } from './words';

/** Formats whose every text is one of the other format too (RFC 3986, 3987, 6531). */
const INCLUDED: Record<string, readonly string[]> = {
  'uri-reference': ['uri'],
  iri: ['uri'],
  'iri-reference': ['uri', 'uri-reference', 'iri'],
  'idn-email': ['email'],
};

/** What the reader's rules for strings refuse of the writer's. */
export function compareStrings(
  writer: StringFacet,
  reader: StringFacet,
): Violation[] {
  const found: Violation[] = [];
  if (reader.minLength > writer.minLength) {
    found.push(
      violation(
        'min-length-increased',
        writer,
        reader,
        'minLength',
        `Texts could be ${writer.minLength} characters short, now they need ${reader.minLength}.`,
      ),
    );
  }
  if (reader.maxLength < writer.maxLength) {
    found.push(
      violation(
        'max-length-decreased',
        writer,
        reader,
        'maxLength',
        `Texts may have ${reader.maxLength} characters at most, before it was ${Number.isFinite(writer.maxLength) ? writer.maxLength : 'any number'}.`,
      ),
    );
  }
  for (const pattern of reader.patterns) {
    if (!writer.patterns.includes(pattern)) {
      found.push(
        violation(
          writer.patterns.length > 0 ? 'pattern-changed' : 'pattern-added',
          writer,
          reader,
          'pattern',
          `Texts now have to match ${pattern}. Nothing ensures that the old ones do.`,
        ),
      );
    }
  }
  for (const format of reader.formats) {
    const parts = [format, ...(INCLUDED[format] ?? [])];
    if (!writer.formats.some(own => parts.includes(own))) {
      found.push(
        violation(
          'format-changed',
          writer,
          reader,
          'format',
          `The format is now ${format}, before it was ${writer.formats.join(', ') || 'left open'}.`,
        ),
      );
    }
  }
  for (const content of reader.contents) {
    if (!writer.contents.includes(content)) {
      const [keyword, value] = content.split(' ');
      found.push(
        violation(
          'content-changed',
          writer,
          reader,
          keyword,
          `The text's ${keyword} is now ${value}, which it wasn't before.`,
        ),
      );
    }
  }
  return found;
}
