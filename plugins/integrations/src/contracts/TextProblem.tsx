import shared from '../shared/shared.module.css';
import { CodeText } from './CodeText';

/** The line that the backend names first in its reason why it can't read a text. */
export function problemLine(message: string): number | undefined {
  const line = /\bline (\d+)/i.exec(message)?.[1];
  return line === undefined ? undefined : Number(line);
}

/** Why a text was not judged or taken, at the line where that shows. */
export function TextProblem(props: {
  what: string;
  error: Error;
  /** Missing where the reason may be about another text. */
  text?: string;
}) {
  const { what, error, text } = props;
  const status = (error as { statusCode?: number }).statusCode;
  const line = status === 400 ? problemLine(error.message) : undefined;
  return (
    <div className={shared.stack}>
      <p role="alert">
        <span className={`${shared.strong} ${shared.failing}`}>{what}</span>{' '}
        {error.message}
      </p>
      {line && text ? (
        <CodeText label="The text, at that line" text={text} line={line} />
      ) : null}
    </div>
  );
}
