import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { dayOf } from '../../waivers/Waiver';
import { AgendaItem, AgendaPeriod } from './agendaFacts';

/** “since the last review on 2026-05-04”, or for how long where there was none. */
export function sinceWhen({ since, isFirst }: AgendaPeriod): string {
  return isFirst
    ? `since ${dayOf(since)} (there was no review before)`
    : `since the last review, ${dayOf(since)}`;
}

/** A page of an integration. */
export function pageOf(
  { namespace, name }: IntegrationFacets,
  tab: 'health' | 'scorecard' | 'contracts' | '' = '',
): string {
  const page = `/catalog/${namespace}/integration/${name}`;
  return tab ? `${page}/${tab}` : page;
}

/** The integration as the addresses of lists name it. */
export function inAddress({ namespace, name }: IntegrationFacets): string {
  return `${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}

export function titleOf({ title, name }: IntegrationFacets): string {
  return title ?? name;
}

/** An item that says that a source does not answer. */
export function sourceIsOut(
  kind: AgendaItem['kind'],
  what: string,
  outSince: string | undefined,
  href?: string,
): AgendaItem {
  return {
    kind,
    title: `${what}: not known`,
    detail: outSince
      ? `The source has not answered since ${outSince}. Nothing can be said of it; look again, or decide without it.`
      : 'The source does not answer. Nothing can be said of it; look again, or decide without it.',
    level: 'unknown',
    href,
  };
}
