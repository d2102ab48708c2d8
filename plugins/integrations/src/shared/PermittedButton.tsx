import { Button } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import shared from './shared.module.css';
import { Permitted } from './usePermitted';

function lookOf(isPrimary = false, isQuiet = false) {
  if (isQuiet) {
    return {
      variant: 'tertiary',
      size: 'small',
      className: shared.quiet,
    } as const;
  }
  return isPrimary
    ? ({ variant: 'primary' } as const)
    : ({ variant: 'secondary', className: shared.outlined } as const);
}

/** A button that is there for everybody, and says why not everybody can press it. */
export function PermittedButton(props: {
  permitted: Permitted;
  children: ReactNode;
  label?: string;
  isPrimary?: boolean;
  /** Small and without a frame, where many stand below one another. */
  isQuiet?: boolean;
  isDisabled?: boolean;
  isPending?: boolean;
  /** The reason beside the button, not only where the pointer rests. */
  showReason?: boolean;
  onPress: () => void;
}) {
  const { permitted, isPrimary, isQuiet, showReason } = props;
  const reasonId = useId();
  return (
    <span className={shared.permitted} title={permitted.reason}>
      <Button
        {...lookOf(isPrimary, isQuiet)}
        isDisabled={!permitted.isAllowed || props.isDisabled}
        isPending={props.isPending}
        aria-label={props.label}
        aria-describedby={permitted.reason ? reasonId : undefined}
        onPress={props.onPress}
      >
        {props.children}
      </Button>
      {permitted.reason ? (
        <span
          id={reasonId}
          className={
            showReason ? `${shared.small} ${shared.muted}` : shared.hidden
          }
        >
          {permitted.reason}
        </span>
      ) : null}
    </span>
  );
}
