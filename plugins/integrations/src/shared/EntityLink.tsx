import { parseEntityRef } from '@backstage/catalog-model';
import {
  useEntityPresentation,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { ButtonLink, Link } from '@backstage/ui';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { BookIcon } from './icons';
import styles from './shared.module.css';

/** Whether it can be read as a reference: what was given somewhere may be any text. */
export function isEntityRef(
  text: string,
  context?: { defaultKind: string },
): boolean {
  try {
    parseEntityRef(text, context);
    return true;
  } catch {
    return false;
  }
}

function Title(props: { entityRef: string }) {
  const { kind } = parseEntityRef(props.entityRef, {
    defaultKind: 'component',
  });
  return (
    <>
      {
        useEntityPresentation(props.entityRef, {
          defaultKind: kind,
          defaultNamespace: 'default',
        }).primaryTitle
      }
    </>
  );
}

/** What people call an entity: its title where the catalog has one. */
export function EntityName(props: { entityRef: string }) {
  const { entityRef } = props;
  return isEntityRef(entityRef, { defaultKind: 'component' }) ? (
    <Title entityRef={entityRef} />
  ) : (
    entityRef
  );
}

/** An entity's name, or another one for it, as a link to its page; text where it has none. */
export function EntityLink(props: {
  entityRef: string;
  className?: string;
  name?: string;
}) {
  const { entityRef, name } = props;
  const linkTo = useEntityRefLink();
  return isEntityRef(entityRef) ? (
    <Link
      href={linkTo(entityRef)}
      standalone
      className={`${styles.link} ${props.className ?? ''}`}
    >
      {name ?? <EntityName entityRef={entityRef} />}
    </Link>
  ) : (
    <span className={props.className}>{name ?? entityRef}</span>
  );
}

/** Where an integration's tab lies. */
export function useIntegrationHref(): (
  entityRef: string,
  tab?: 'health' | 'scorecard' | 'contracts',
) => string {
  const linkTo = useEntityRefLink();
  return (entityRef, tab) =>
    tab ? `${linkTo(entityRef)}/${tab}` : linkTo(entityRef);
}

/** An integration's name as a link to what is said of it elsewhere. */
export function IntegrationLink(props: {
  integration: IntegrationFacets;
  tab?: 'health' | 'scorecard';
  /** Of the Health tab, where it is not the one that counts. */
  environment?: string;
  className?: string;
}) {
  const { integration, tab, environment, className } = props;
  const href = useIntegrationHref()(integration.entityRef, tab);
  const search = environment
    ? `?environment=${encodeURIComponent(environment)}`
    : '';
  return (
    <Link href={`${href}${search}`} standalone className={className}>
      {integration.title ?? integration.name}
    </Link>
  );
}

/** Where data goes, in few words: `web-shop → warehouse +2`. */
export function Route(props: { integration: IntegrationFacets }) {
  const { sourceRef, targetRefs } = props.integration;
  return (
    <>
      {sourceRef ? <EntityName entityRef={sourceRef} /> : 'no source'} →{' '}
      <Targets targetRefs={targetRefs} />
    </>
  );
}

/** The first target and how many more there are. */
export function Targets(props: { targetRefs: string[] }) {
  const [first, ...others] = props.targetRefs;
  if (!first) {
    return <>no target</>;
  }
  return (
    <>
      <EntityName entityRef={first} />
      {others.length ? ` +${others.length}` : ''}
    </>
  );
}

/** The same as plain text, for files and labels. */
export function shortName(entityRef: string): string {
  const context = { defaultKind: 'component' };
  return isEntityRef(entityRef, context)
    ? parseEntityRef(entityRef, context).name
    : entityRef;
}

/** Only the web's own addresses may be opened from here. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Opens the runbook in a new tab; text where its address is none to open. */
export function RunbookLink(props: {
  runbook: { title?: string; url: string };
  primary?: boolean;
}) {
  const { runbook, primary } = props;
  if (!isWebAddress(runbook.url)) {
    return <span className={styles.small}>{runbook.title ?? runbook.url}</span>;
  }
  return (
    <ButtonLink
      href={runbook.url}
      target="_blank"
      rel="noopener noreferrer"
      variant={primary ? 'primary' : 'secondary'}
      size="small"
      className={primary ? undefined : styles.outlined}
      iconStart={<BookIcon />}
    >
      Runbook
    </ButtonLink>
  );
}

/** Who is on call: an entity's page, or just the name. */
export function OnCall(props: { onCall: string }) {
  const isRef = props.onCall.includes(':');
  return (
    <>
      {isRef ? <EntityLink entityRef={props.onCall} /> : props.onCall} on call
    </>
  );
}
