import { Link } from '@backstage/ui';
import { isOpenable, isOwnPage } from '../scorecard/openable';
import shared from './shared.module.css';

/** A link that somebody gave; text where its address is none to open. Other pages than the portal's get a tab of their own. */
export function OpenableLink(props: {
  href: string;
  children: string;
  /** What it leads to, for who can't see where it stands. */
  label?: string;
}) {
  const { href, children, label } = props;
  if (!isOpenable(href)) {
    return (
      <span>
        {children}: {href}
      </span>
    );
  }
  return (
    <Link
      href={href}
      standalone
      className={shared.link}
      aria-label={label}
      {...(isOwnPage(href)
        ? {}
        : { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {children}
    </Link>
  );
}
