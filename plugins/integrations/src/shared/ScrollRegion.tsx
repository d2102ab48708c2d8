import { ReactNode } from 'react';
import styles from './shared.module.css';

/** A part that scrolls by itself, and that the keyboard can therefore reach. */
export function ScrollRegion(props: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      role="region"
      aria-label={props.label}
      className={props.className ?? styles.scroll}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without a tab stop nobody can scroll it with the keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}
