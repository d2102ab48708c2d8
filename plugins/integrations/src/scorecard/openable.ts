import { isWebAddress } from '../shared/EntityLink';

/** A path within this portal. Two slashes would name another host. */
export function isOwnPage(href: string): boolean {
  return /^\/(?![/\\])/.test(href);
}

/** Whether a link may lead there: a page of this portal or of the web. */
export function isOpenable(href: string): boolean {
  return isOwnPage(href) || isWebAddress(href);
}
