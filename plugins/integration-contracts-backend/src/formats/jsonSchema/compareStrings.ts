import { Violation } from '../../compatibility/Violation';
import { StringFacet } from './Facet';
import { compareFormats } from './compareFormats';
import { Patterns } from './patterns/Patterns';
import { violation } from './words';

/** What the reader's rules for strings refuse of the writer's. */
export function compareStrings(
  writer: StringFacet,
  reader: StringFacet,
  patterns: Patterns,
): Violation[] {
  const found: Violation[] = [];
  if (
    reader.minLength > writer.minLength &&
    !patterns.ensuresLength(writer, reader.minLength, Infinity)
  ) {
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
  if (
    reader.maxLength < writer.maxLength &&
    !patterns.ensuresLength(writer, 0, reader.maxLength)
  ) {
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
    if (
      !writer.patterns.includes(pattern) &&
      !patterns.ensures(writer, pattern)
    ) {
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
  found.push(...compareFormats(writer, reader));
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
