// Backstage 1.55 has no hook of its own to go to another page; see `useAddress`.
import { useNavigate } from 'react-router-dom';

/** Goes to another page of the portal, after something was done that has one. */
export function useGoTo(): (href: string) => void {
  const navigate = useNavigate();
  return href => navigate(href);
}
