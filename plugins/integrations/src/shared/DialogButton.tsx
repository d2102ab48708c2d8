import { ReactNode, useState } from 'react';
import { PermittedButton } from './PermittedButton';
import { Permitted } from './usePermitted';

/** A button that opens a dialog, for those who may do what the dialog does. */
export function DialogButton(props: {
  permitted: Permitted;
  label?: string;
  isPrimary?: boolean;
  isQuiet?: boolean;
  children: ReactNode;
  dialog: (close: () => void) => ReactNode;
}) {
  const { dialog, children, ...button } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <PermittedButton {...button} onPress={() => setIsOpen(true)}>
        {children}
      </PermittedButton>
      {isOpen ? dialog(() => setIsOpen(false)) : null}
    </>
  );
}
