import {
  CallerKey,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { CallerClaim, ClaimOf } from '../claims/CallerClaimStore';
import { ConsumerFacts, UseDay, VersionUse } from './ConsumerFacts';
import { SystemOf } from './partiesOf';

/** An integration that uses what ends, with what telemetry saw of it. */
export interface UsingIntegration {
  entityRef: string;
  title: string;
  ownerRef?: string;
  criticality?: ConsumerFacts['criticality'];
  /** Who consumes in it. */
  parties: string[];
  declaredVersion?: string;
  cadenceDays?: number;
  usage: UsageItem[];
}

/** Traffic that nobody declared. */
export interface UndeclaredUse {
  key: string;
  name: string;
  entityRef?: string;
  ownerRef?: string;
  callerKey?: CallerKey;
  firstSeenMs: number;
  lastSeenMs: number;
  callsPerDay?: number;
}

/** What is known around the consumers. */
export interface Surroundings {
  systemOf: SystemOf;
  ownerOf: (entityRef: string) => string | undefined;
  nameOf: (entityRef: string) => string;
  /** Whose a caller is that no catalog names. */
  claimOf: ClaimOf;
  /** What of an observed version ends; undefined where none of it does. */
  endingOf: (
    observed: string | undefined,
  ) => { isUnclear: boolean } | undefined;
}

const DAY_MS = 86_400_000;
const SHARE_DAYS = 30;

/**
 * Joins who is declared with who was seen. An observed service belongs to the
 * declared party that it is, or whose system it is part of; in an integration
 * with one party only, to that, unless it is known by a key of its own or was
 * claimed. What is left can be named if the catalog knows it or somebody claimed
 * it, and else nobody can.
 */
export function joinConsumers(
  integrations: readonly UsingIntegration[],
  components: readonly string[],
  undeclared: readonly UndeclaredUse[],
  around: Surroundings,
  nowMs: number,
): ConsumerFacts[] {
  const consumers = new Map<string, Draft>();
  for (const integration of integrations) {
    for (const party of integration.parties) {
      addDraft(consumers, declaredDraft(integration, party, around));
    }
    for (const used of integration.usage) {
      const claim = used.consumerRef
        ? undefined
        : around.claimOf(used.callerKey);
      const item = {
        ...used,
        consumerRef: used.consumerRef ?? claim?.entityRef,
      };
      const party = partyOf(item, claim, integration, around.systemOf);
      const key = party
        ? keyOf(integration, party)
        : keyOf(integration, item.consumerRef ?? item.consumer ?? '');
      const draft =
        consumers.get(key) ??
        observedDraft(integration, item, claim, key, around);
      consumers.set(key, draft);
      draft.items.push(item);
    }
  }
  for (const component of components) {
    if (![...consumers.values()].some(one => isOf(one, component, around))) {
      addDraft(consumers, componentDraft(component, around));
    }
  }
  const joined = [...consumers.values()].map(draft =>
    toFacts(draft, around, nowMs),
  );
  return [
    ...joined,
    ...undeclared.map(use => toUndeclared(use, around)),
  ].filter(isConcerned);
}

/** A consumer on its way to be one. */
interface Draft extends Omit<
  ConsumerFacts,
  | 'versions'
  | 'days'
  | 'services'
  | 'declaresOther'
  | 'isUnheard'
  | 'isMismatched'
> {
  items: UsageItem[];
}

function addDraft(consumers: Map<string, Draft>, draft: Draft): void {
  const known = consumers.get(draft.key);
  if (known) {
    known.cadenceDays = largest(known.cadenceDays, draft.cadenceDays);
    known.declaredVersion ??= draft.declaredVersion;
  } else {
    consumers.set(draft.key, draft);
  }
}

function keyOf({ entityRef }: { entityRef: string }, party: string): string {
  return `${entityRef} ${party}`;
}

function declaredDraft(
  integration: UsingIntegration,
  party: string,
  { ownerOf, nameOf }: Surroundings,
): Draft {
  // Whoever owns the integration uses it, unless it is what others are sent.
  const isOwn = integration.parties.length === 1;
  const ownerRef = isOwn
    ? (integration.ownerRef ?? ownerOf(party))
    : (ownerOf(party) ?? integration.ownerRef);
  return {
    key: keyOf(integration, party),
    name: isOwn
      ? integration.title
      : `${nameOf(party)} by ${integration.title}`,
    entityRef: party,
    ownerRef,
    criticality: integration.criticality,
    kind: 'declared',
    integrationRefs: [integration.entityRef],
    declaredVersion: integration.declaredVersion,
    cadenceDays: integration.cadenceDays,
    refs: refsOf(party, integration.entityRef, ownerRef),
    items: [],
  };
}

function observedDraft(
  integration: UsingIntegration,
  { consumer, consumerRef, callerKey }: UsageItem,
  claim: CallerClaim | undefined,
  key: string,
  { ownerOf, systemOf, nameOf }: Surroundings,
): Draft {
  const ownerRef =
    (consumerRef && ownerOf(consumerRef)) ?? (claim && claim.ownerRef);
  return {
    key,
    name:
      consumerRef && (claim || isKeyed(callerKey))
        ? nameOf(consumerRef)
        : (consumer ?? `Somebody by ${integration.title}`),
    ...(!consumerRef && { callerKey, claim: toFactsClaim(claim) }),
    entityRef: consumerRef,
    ownerRef,
    criticality: integration.criticality,
    kind: consumerRef ? 'observed' : 'unnamed',
    integrationRefs: [integration.entityRef],
    cadenceDays: integration.cadenceDays,
    refs: refsOf(
      consumerRef,
      consumerRef && systemOf(consumerRef),
      integration.entityRef,
      ownerRef,
    ),
    items: [],
  };
}

function componentDraft(
  component: string,
  { ownerOf, nameOf, systemOf }: Surroundings,
): Draft {
  const ownerRef = ownerOf(component);
  return {
    key: component,
    name: nameOf(component),
    entityRef: component,
    ownerRef,
    kind: 'declared',
    integrationRefs: [],
    refs: refsOf(component, systemOf(component), ownerRef),
    items: [],
  };
}

function refsOf(...refs: Array<string | undefined>): string[] {
  return [...new Set(refs.filter(ref => ref !== undefined))];
}

/** Whether a component is a consumer that is known already, or part of it. */
function isOf(
  { entityRef, items }: Draft,
  component: string,
  { systemOf }: Surroundings,
): boolean {
  return (
    entityRef === component ||
    (entityRef !== undefined && entityRef === systemOf(component)) ||
    items.some(({ consumerRef }) => consumerRef === component)
  );
}

/** Whether it tells one caller from all others, which a service or an address need not. */
function isKeyed(key: CallerKey | undefined): boolean {
  return key !== undefined && key.kind !== 'service' && key.kind !== 'address';
}

function toFactsClaim(claim: CallerClaim | undefined): ConsumerFacts['claim'] {
  return claim && { ownerRef: claim.ownerRef, claimedBy: claim.claimedBy };
}

function partyOf(
  { consumerRef, callerKey }: UsageItem,
  claim: CallerClaim | undefined,
  { parties }: UsingIntegration,
  systemOf: SystemOf,
): string | undefined {
  if (consumerRef) {
    const found = parties.find(
      party => party === consumerRef || party === systemOf(consumerRef),
    );
    return found;
  }
  const isOfItsOwn = claim !== undefined || isKeyed(callerKey);
  return parties.length === 1 && !isOfItsOwn ? parties[0] : undefined;
}

function toFacts(
  { items, ...draft }: Draft,
  { endingOf }: Surroundings,
  nowMs: number,
): ConsumerFacts {
  const since = dayOf(nowMs - SHARE_DAYS * DAY_MS);
  const lately = (item: UsageItem) =>
    item.days
      .filter(({ date }) => date > since)
      .reduce((sum, { calls }) => sum + calls, 0);
  const isCounted = !items.some(item => item.unmeasuredBecause);
  const all = items.reduce((sum, item) => sum + lately(item), 0);
  // Where traffic does not say it, what is declared is all that there is.
  const versionOf = ({ version }: UsageItem) =>
    version ?? draft.declaredVersion;
  const ending = items.filter(item => endingOf(versionOf(item)));
  const versions = mergeVersions(
    items.map((item): VersionUse => {
      const found = endingOf(versionOf(item));
      return {
        version: item.version ?? '',
        lastSeenMs: Date.parse(item.lastSeenAt),
        ...(isCounted && { callsPerDay: lately(item) / SHARE_DAYS }),
        share: isCounted && all > 0 ? lately(item) / all : null,
        isEnding: found !== undefined,
        isUnclear: found?.isUnclear ?? false,
      };
    }),
  );
  const seen = versions.map(({ version }) => version).filter(Boolean);
  return {
    ...draft,
    kind: draft.kind === 'declared' && items.length > 0 ? 'both' : draft.kind,
    services: [...new Set(items.map(({ consumer }) => consumer ?? ''))],
    declaresOther:
      draft.declaredVersion !== undefined &&
      endingOf(draft.declaredVersion) === undefined,
    isUnheard: items.length === 0,
    ...(draft.declaredVersion !== undefined &&
      seen.length > 0 && {
        isMismatched: !seen.some(version =>
          isSameLine(version, draft.declaredVersion!),
        ),
      }),
    ...(ending.length > 0 && {
      firstSeenMs: Math.min(
        ...ending.map(({ firstSeenAt }) => Date.parse(firstSeenAt)),
      ),
      lastSeenMs: Math.max(
        ...ending.map(({ lastSeenAt }) => Date.parse(lastSeenAt)),
      ),
    }),
    versions,
    days: addUpDays(ending),
  };
}

/** Whom the catalog knows or somebody claimed can be named, although nobody declared it. */
function toUndeclared(
  {
    key,
    name,
    callerKey,
    firstSeenMs,
    lastSeenMs,
    callsPerDay,
    ...use
  }: UndeclaredUse,
  { claimOf, ownerOf, nameOf }: Surroundings,
): ConsumerFacts {
  const claim = use.entityRef ? undefined : claimOf(callerKey);
  const entityRef = use.entityRef ?? claim?.entityRef;
  const ownerRef =
    use.ownerRef ?? (entityRef && ownerOf(entityRef)) ?? claim?.ownerRef;
  return {
    key,
    name: claim?.entityRef ? nameOf(claim.entityRef) : name,
    entityRef,
    ownerRef,
    kind: entityRef ? 'observed' : 'unnamed',
    ...(!entityRef && { callerKey, claim: toFactsClaim(claim) }),
    integrationRefs: [],
    services: [name],
    declaresOther: false,
    isUnheard: false,
    firstSeenMs,
    lastSeenMs,
    versions: [
      {
        version: '',
        lastSeenMs,
        callsPerDay,
        share: null,
        isEnding: true,
        isUnclear: false,
      },
    ],
    days: [],
    refs: refsOf(entityRef, ownerRef),
  };
}

/** Who was seen with other versions only, or declares another, has nothing to do with it. */
function isConcerned({
  lastSeenMs,
  declaredVersion,
  declaresOther,
  versions,
}: ConsumerFacts): boolean {
  if (lastSeenMs !== undefined) {
    return true;
  }
  return declaredVersion === undefined ? versions.length === 0 : !declaresOther;
}

function mergeVersions(versions: readonly VersionUse[]): VersionUse[] {
  const merged = new Map<string, VersionUse>();
  for (const use of versions) {
    const known = merged.get(use.version);
    if (known) {
      known.lastSeenMs = Math.max(known.lastSeenMs, use.lastSeenMs);
      known.callsPerDay = added(known.callsPerDay, use.callsPerDay);
      known.share =
        known.share === null ? use.share : known.share + (use.share ?? 0);
    } else {
      merged.set(use.version, { ...use });
    }
  }
  return [...merged.values()].sort(
    (one, other) => other.lastSeenMs - one.lastSeenMs,
  );
}

function addUpDays(items: readonly UsageItem[]): UseDay[] {
  const days = new Map<string, number>();
  for (const { date, calls } of items.flatMap(item => item.days)) {
    days.set(date, (days.get(date) ?? 0) + calls);
  }
  return [...days]
    .map(([date, calls]) => ({ date, calls }))
    .sort((one, other) => (one.date < other.date ? -1 : 1));
}

function isSameLine(observed: string, declared: string): boolean {
  const plain = (version: string) => version.replace(/^v(?=\d)/i, '');
  const [one, other] = [plain(observed), plain(declared)];
  return (
    one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
  );
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function largest(
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  return one === undefined || other === undefined
    ? (one ?? other)
    : Math.max(one, other);
}

function added(
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  return one === undefined || other === undefined
    ? (one ?? other)
    : one + other;
}
