import { Button } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import shared from './shared.module.css';
import { Permitted } from './usePermitted';

/** A button that is there for everybody, and says why not everybody can press it. */
export function PermittedButton(props: {
  permitted: Permitted;
  children: ReactNode;
  label?: string;
  isPrimary?: boolean;
  isDisabled?: boolean;
  isPending?: boolean;
  /** The reason beside the button, not only where the pointer rests. */
  showReason?: boolean;
  onPress: () => void;
}) {
  const { permitted, isPrimary, showReason } = props;
  const reasonId = useId();
  return (
    <span className={shared.permitted} title={permitted.reason}>
      <Button
        variant={isPrimary ? 'primary' : 'secondary'}
        className={isPrimary ? undefined : shared.outlined}
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
