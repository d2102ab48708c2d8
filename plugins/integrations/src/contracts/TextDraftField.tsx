import { Button, TextAreaField } from '@backstage/ui';
import { useRef, useState } from 'react';
import { Choice } from '../shared/Choice';
import { formatCount } from '../shared/format';
import shared from '../shared/shared.module.css';
import { FORMATS } from './contractWords';
import { TextDraft } from './useTextDraft';
import styles from './view.module.css';

/** The largest contract that the backend takes, in bytes. */
const LARGEST_CONTRACT = 20 * 1024 * 1024;

const FILE_TYPES = '.json,.yaml,.yml,.txt';

/** Paste a text, or choose a file; the format is guessed unless it is said. */
export function TextDraftField(props: {
  label: string;
  draft: TextDraft;
  hasFormat?: boolean;
  /** The largest file that the backend takes. */
  largestBytes?: number;
}) {
  const { label, draft, hasFormat, largestBytes = LARGEST_CONTRACT } = props;
  const { text, format, fileName, change } = draft;
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const read = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    if (file.size > largestBytes) {
      setProblem(
        `${file.name} has ${formatCount(file.size)} bytes; at most ${formatCount(largestBytes)} are taken.`,
      );
      return;
    }
    try {
      change({ text: await file.text(), fileName: file.name });
      setProblem(undefined);
    } catch (error) {
      setProblem(
        `${file.name} could not be read: ${(error as Error).message}. Choose it again.`,
      );
    }
  };
  return (
    <div className={styles.flow}>
      <TextAreaField
        className={styles.text}
        label={label}
        rows={12}
        value={text}
        onChange={next => change({ text: next, fileName: undefined })}
      />
      <div className={styles.options}>
        <input
          ref={input}
          type="file"
          hidden
          accept={FILE_TYPES}
          aria-label={`File of ${label}`}
          onChange={event => {
            read(event.target.files?.[0]);
            // So that the same file, changed since, can be chosen again.
            event.target.value = '';
          }}
        />
        <Button
          variant="secondary"
          className={shared.outlined}
          onPress={() => input.current?.click()}
        >
          Choose a file
        </Button>
        {fileName ? (
          <span className={`${shared.small} ${shared.muted}`}>
            from {fileName}
          </span>
        ) : null}
        {hasFormat ? (
          <Choice
            label="Format"
            all="guess it"
            options={FORMATS}
            value={format ?? null}
            onChange={next =>
              change({ format: FORMATS.find(({ id }) => id === next)?.id })
            }
          />
        ) : null}
      </div>
      {problem ? (
        <p role="alert" className={shared.failing}>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
