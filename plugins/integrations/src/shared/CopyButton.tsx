import { Button } from '@backstage/ui';
import { useState } from 'react';

/** Copies a text, and says that it did. */
export function CopyButton(props: {
  text: string;
  /** What it copies, for who can't see where the button stands. */
  label?: string;
}) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    setIsCopied(true);
  };
  return (
    <Button
      size="small"
      variant="secondary"
      aria-label={
        props.label && `${isCopied ? 'Copied' : 'Copy'} ${props.label}`
      }
      onPress={copy}
    >
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  );
}
