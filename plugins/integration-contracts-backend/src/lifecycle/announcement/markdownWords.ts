import { absoluteHttpUrl } from '../headers/absoluteHttpUrl';
import { shortened } from './shortened';

/** Longer than any name that means something. */
const MAX_CHARACTERS = 200;

/**
 * Text of others on one line of Markdown, as it reads: it becomes no markup and
 * no link, ends no table's cell, and calls nobody by an `@name`.
 */
export function words(text: string, maxCharacters = MAX_CHARACTERS): string {
  return (
    shortened(flat(text), maxCharacters)
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_[\]|~#!$^]/g, '\\$&')
      .replace(/@/g, '&#64;')
      // GitHub and others make links of what only looks like an address.
      .replace(/:\/\//g, '&#58;//')
      .replace(/(www)\./gi, '$1&#46;')
      .replace(/(mailto|xmpp):/gi, '$1&#58;')
  );
}

/** A link; its text alone where the address is none. */
export function link(text: string, address: string | undefined): string {
  const url = address && absoluteHttpUrl(address);
  return url
    ? `[${words(text)}](<${url.replace(/\\/g, '%5C').replace(/&/g, '&amp;')}>)`
    : words(text);
}

/** Markdown of others as a quotation: whatever it leaves open ends with it. */
export function quotation(markdown: string, maxCharacters: number): string {
  return shortened(markdown.trim(), maxCharacters)
    .split(/\r\n|\r|\n/)
    .map(line => `> ${withoutControls(line)}`.trimEnd())
    .join('\n');
}

function flat(text: string): string {
  return withoutControls(text.replace(/\s+/g, ' ')).trim();
}

function withoutControls(text: string): string {
  return text.replace(/[^\P{C}\t\u200d]|[\u2028\u2029]/gu, '');
}
