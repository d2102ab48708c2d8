import { ContractFormat } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';

/** A text that somebody pasted or chose, with what is said of it. */
export interface TextDraft {
  text: string;
  /** Undefined: guessed from the text. */
  format: ContractFormat | undefined;
  /** Of the file that it came from, while it is unchanged. */
  fileName: string | undefined;
  change(changes: Partial<Omit<TextDraft, 'change'>>): void;
}

/** Keeps a text while it is worked on; a reload loses it, as it is nobody else's business yet. */
export function useTextDraft(initialText = ''): TextDraft {
  const [draft, setDraft] = useState<Omit<TextDraft, 'change'>>({
    text: initialText,
    format: undefined,
    fileName: undefined,
  });
  return {
    ...draft,
    change: changes => setDraft(before => ({ ...before, ...changes })),
  };
}
