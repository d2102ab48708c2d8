import { Link } from '@backstage/ui';
import shared from '../shared/shared.module.css';
import styles from './violations.module.css';

type Place = { line: number; column: number };

/** How to see a text at a line: another address, or something on the same page. */
export type PlaceOpener =
  | { href: (version: string, line: number) => string }
  | { open: (line: number) => void };

/** A place in a text, as a link that opens it there where that is possible. */
export function PlaceLink(props: {
  /** Whose text: `new text`, `1.2.0`. */
  text: string;
  version: string;
  /** JSON pointer (RFC 6901); empty for the whole text. */
  pointer: string;
  /** Missing where the text has nothing there. */
  place?: Place;
  opener?: PlaceOpener;
}) {
  const { text, version, pointer, place, opener } = props;
  const words = place
    ? `${text}, line ${place.line}, column ${place.column}`
    : text;
  return (
    <span className={styles.place}>
      {place && opener && 'href' in opener ? (
        <Link
          href={opener.href(version, place.line)}
          standalone
          className={shared.link}
        >
          {words}
        </Link>
      ) : null}
      {place && opener && 'open' in opener ? (
        <button
          type="button"
          className={styles.open}
          onClick={() => opener.open(place.line)}
        >
          {words}
        </button>
      ) : null}
      {place && opener ? null : words}
      {pointer ? <code className={shared.mono}>{pointer}</code> : null}
    </span>
  );
}
