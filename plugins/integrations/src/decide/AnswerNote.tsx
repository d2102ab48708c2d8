import { ReactNode } from 'react';
import shared from '../shared/shared.module.css';

/** What is wrong with an answer, else where it comes from. */
export function AnswerNote(props: {
  id?: string;
  problem: string | undefined;
  children?: ReactNode;
}) {
  const { id, problem, children } = props;
  if (problem) {
    return (
      <p id={id} role="alert" className={`${shared.small} ${shared.failing}`}>
        {problem}
      </p>
    );
  }
  return children ? (
    <p id={id} className={`${shared.small} ${shared.muted}`}>
      {children}
    </p>
  ) : null;
}
