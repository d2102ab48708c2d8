import { Button } from '@backstage/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../shared/format';
import shared from '../shared/shared.module.css';
import { CodeLanguage, highlightLine, languageOf } from './highlightLine';
import styles from './code.module.css';

/** As many lines as a browser lays out without being noticed; contracts of 400,000 lines exist. */
const WINDOW_LINES = 1_000;

/** A text without line breaks is one line of any length. */
const LONGEST_LINE = 2_000;

/** Which lines to lay out: around the marked one where there is one. */
export function windowAround(line: number | undefined, total: number): number {
  const first = (line ?? 1) - WINDOW_LINES / 2;
  return Math.max(1, Math.min(first, total - WINDOW_LINES + 1));
}

function Line(props: {
  text: string;
  language: CodeLanguage;
  isMarked: boolean;
}) {
  const { text, language, isMarked } = props;
  const rest = text.length - LONGEST_LINE;
  const parts = highlightLine(text.slice(0, LONGEST_LINE), language).map(
    (token, index) => (
      <span key={index} className={token.kind && styles[token.kind]}>
        {token.text}
      </span>
    ),
  );
  const more = rest > 0 ? ` … ${formatCount(rest)} more characters` : '';
  return isMarked ? (
    <mark className={styles.line}>
      {parts}
      {more}
      {'\n'}
    </mark>
  ) : (
    <span className={styles.line}>
      {parts}
      {more}
      {'\n'}
    </span>
  );
}

/**
 * A contract's text with line numbers, its parts in colours. Backstage's own
 * code snippet lays out every line, numbers them from one only, and has colours
 * below the contrast that WCAG asks for.
 */
export function CodeText(props: {
  label: string;
  text: string;
  /** Counted from one: scrolled to and marked. */
  line?: number;
}) {
  const { label, text, line } = props;
  const lines = useMemo(() => text.split(/\r?\n/), [text]);
  const language = useMemo(() => languageOf(text), [text]);
  const [first, setFirst] = useState(() => windowAround(line, lines.length));
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    setFirst(windowAround(line, lines.length));
  }, [line, lines.length]);
  useEffect(() => {
    if (line !== undefined) {
      region.current
        ?.querySelector('mark')
        ?.scrollIntoView?.({ block: 'center', inline: 'nearest' });
    }
  }, [line, first, text]);
  const shown = lines.slice(first - 1, first - 1 + WINDOW_LINES);
  const last = first + shown.length - 1;
  const hasMore = lines.length > shown.length;
  return (
    <div className={styles.code}>
      {hasMore ? (
        <div className={styles.window}>
          <span>
            Lines {formatCount(first)}–{formatCount(last)} of{' '}
            {formatCount(lines.length)}
          </span>
          <Button
            size="small"
            variant="secondary"
            isDisabled={first === 1}
            onPress={() => setFirst(Math.max(1, first - WINDOW_LINES))}
          >
            Earlier lines
          </Button>
          <Button
            size="small"
            variant="secondary"
            isDisabled={last === lines.length}
            onPress={() =>
              setFirst(
                Math.min(first + WINDOW_LINES, lines.length - WINDOW_LINES + 1),
              )
            }
          >
            Later lines
          </Button>
        </div>
      ) : null}
      {line !== undefined ? (
        <p role="status" className={shared.hidden}>
          Line {line} is marked
        </p>
      ) : null}
      <div
        ref={region}
        role="region"
        aria-label={label}
        className={styles.lines}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without a tab stop nobody can scroll it with the keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <pre style={{ counterReset: `line ${first - 1}` }}>
          <code>
            {shown.map((content, index) => (
              <Line
                key={first + index}
                text={content}
                language={language}
                isMarked={first + index === line}
              />
            ))}
          </code>
        </pre>
      </div>
    </div>
  );
}
