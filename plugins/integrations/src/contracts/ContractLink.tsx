import { Link } from '@backstage/ui';
import { ContractId } from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import shared from '../shared/shared.module.css';
import { contractTitle } from './contractWords';
import { ContractLinkState, useContractHref } from './useContractHref';

/** A contract's name as a link to its page, or to a place in it. */
export function ContractLink(props: {
  contract: ContractId & { title?: string };
  state?: ContractLinkState;
  className?: string;
  label?: string;
  children?: ReactNode;
}) {
  const { contract, state, className, label, children } = props;
  const { registry, subject } = contract;
  return (
    <Link
      href={useContractHref()({ registry, subject }, state)}
      standalone
      aria-label={label}
      className={`${shared.link} ${className ?? ''}`}
    >
      {children ?? contractTitle(contract)}
    </Link>
  );
}
