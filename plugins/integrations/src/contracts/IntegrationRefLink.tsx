import { Link } from '@backstage/ui';
import { EntityName, useIntegrationHref } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';

/** An integration's name as a link to its contracts. */
export function IntegrationRefLink(props: {
  entityRef: string;
  title?: string;
}) {
  const { entityRef, title } = props;
  return (
    <Link
      href={useIntegrationHref()(entityRef, 'contracts')}
      standalone
      className={shared.link}
    >
      {title ?? <EntityName entityRef={entityRef} />}
    </Link>
  );
}
