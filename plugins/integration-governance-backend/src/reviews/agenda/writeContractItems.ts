import { ContractVersion } from '@tieline/plugin-integrations-common/contracts';
import { counted, listed } from '../../checklist/checks/words';
import { AgendaItem, ContractFacts, IntegrationFacts } from './agendaFacts';
import { pageOf, sinceWhen, sourceIsOut } from './agendaWords';

type Level = NonNullable<AgendaItem['level']>;

/** One for each contract, and one for the data that is under none. */
export function writeContractItems(facts: IntegrationFacts): AgendaItem[] {
  const { contracts, facets } = facts;
  const href = pageOf(facets, 'contracts');
  if (!('value' in contracts)) {
    return [sourceIsOut('contracts', 'Contracts', contracts.outSince, href)];
  }
  const without = contracts.value.filter(({ reference }) => !reference);
  const under = contracts.value.filter(({ reference }) => reference);
  const items = under.map(one => writeContract(one, facts, href));
  if (contracts.value.length === 0) {
    items.push({
      kind: 'contracts',
      title: 'No data flow is declared',
      detail: 'So there is nothing that a contract could be about.',
      level: 'unknown',
      href,
      checkId: 'inventory-data-flows',
    });
  }
  if (without.length > 0) {
    items.push({
      kind: 'contracts',
      title: `${counted(without.length, 'data flow has', 'data flows have')} no contract`,
      detail: `No contract is declared for: ${listed(without.map(({ data }) => data))}.`,
      level: 'bad',
      href,
      checkId: 'contracts-every-flow',
    });
  }
  return items;
}

function writeContract(
  { reference, contract, newVersions, modeThen }: ContractFacts,
  facts: IntegrationFacts,
  href: string,
): AgendaItem {
  if (!contract || !newVersions) {
    return {
      kind: 'contracts',
      title: `Contract ${reference} is not registered`,
      detail: 'It is declared, but nobody has published a version of it.',
      level: 'bad',
      href,
      checkId: 'contracts-found',
    };
  }
  if (!('value' in newVersions)) {
    return sourceIsOut(
      'contracts',
      `Contract ${reference}`,
      newVersions.outSince,
      href,
    );
  }
  const versions = newVersions.value;
  const count = versions.length;
  const mode =
    modeThen && modeThen !== contract.mode
      ? `Its mode is ${contract.mode}; it was ${modeThen}.`
      : `Its mode is ${contract.mode}.`;
  const breaking = versions.some(breaks);
  return {
    kind: 'contracts',
    title:
      count === 0
        ? `Contract ${reference}: no new version`
        : `Contract ${reference}: ${counted(count, 'new version', 'new versions')}${breaking ? ', breaking' : ''}`,
    detail: [
      count === 0
        ? `None was published ${sinceWhen(facts)}; the latest is ${contract.latest?.version ?? 'missing'} (${contract.verdict}).`
        : `Published ${sinceWhen(facts)}: ${listed(versions.map(describe))}.`,
      mode,
      ...(contract.problem
        ? [`Its present text could not be taken: ${contract.problem}`]
        : []),
    ].join(' '),
    level: levelOf(contract, versions, modeThen),
    href,
    checkId: breaking || breaksNow(contract) ? 'contracts-mode' : undefined,
    evidence: versions.slice(0, 5).map(version => ({
      value: describe(version),
      source: 'contracts',
      href,
      grade: 'tested',
      at: version.publishedAt,
    })),
  };
}

function describe({
  version,
  publishedAt,
  verdict,
  breaking = 0,
}: ContractVersion): string {
  const broken =
    breaking > 0
      ? `, ${counted(breaking, 'breaking change', 'breaking changes')}`
      : '';
  return `${version} on ${publishedAt.slice(0, 10)} (${verdict}${broken})`;
}

function breaks({ verdict, breaking = 0 }: ContractVersion): boolean {
  return verdict === 'incompatible' || verdict === 'overridden' || breaking > 0;
}

function breaksNow(contract: NonNullable<ContractFacts['contract']>): boolean {
  return (
    contract.verdict === 'incompatible' || contract.verdict === 'overridden'
  );
}

function levelOf(
  contract: NonNullable<ContractFacts['contract']>,
  versions: readonly ContractVersion[],
  modeThen: string | undefined,
): Level {
  if (contract.problem || breaksNow(contract) || versions.some(breaks)) {
    return 'bad';
  }
  const isUnknown = [contract, ...versions].some(
    ({ verdict }) => verdict === 'unchecked' || verdict === 'not-comparable',
  );
  if (isUnknown) {
    return 'unknown';
  }
  return modeThen && modeThen !== contract.mode ? 'neutral' : 'good';
}
