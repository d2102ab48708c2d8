import { Exchange } from './Exchange';
import {
  Lifecycle,
  isShortNotice,
  isUnstable,
  readLifecycle,
} from './lifecycle';
import { Located } from './OpenApiDocument';
import { RuleId } from './rules';

/** The rules that a removal comes under, by what was announced before. */
export interface RemovalRules {
  unannounced: RuleId;
  beforeSunset: RuleId;
  announced: RuleId;
  unstable: RuleId;
}

/** Tells what of the promises about how long something stays is not kept. */
export function compareLifecycles(
  exchange: Exchange,
  client: Located,
  server: Located,
  subject: string,
): void {
  const [old, next] = exchange.turned
    ? [readLifecycle(server.value), readLifecycle(client.value)]
    : [readLifecycle(client.value), readLifecycle(server.value)];
  const tell = (rule: RuleId, before?: string, now?: string) =>
    // Lifecycles follow the versions, so they are told as if nothing were turned.
    exchange.report(rule, client.pointer, server.pointer, {
      subject,
      before: exchange.turned ? now : before,
      now: exchange.turned ? before : now,
    });
  if (old.stability < 0 || next.stability < 0) {
    const text = next.stability < 0 ? next.stabilityText : old.stabilityText;
    tell('stability-invalid', undefined, text);
  } else if (next.stability < old.stability) {
    tell('stability-decreased', old.stabilityText, next.stabilityText);
  }
  if (next.deprecated && !isUnstable(next)) {
    compareSunsets(exchange, old, next, tell);
  }
}

function compareSunsets(
  exchange: Exchange,
  old: Lifecycle,
  next: Lifecycle,
  tell: (rule: RuleId, before?: string, now?: string) => void,
): void {
  const wrong = [next, old].find(
    ({ sunset, sunsetMs }) => sunset !== undefined && sunsetMs === undefined,
  );
  if (wrong) {
    tell('sunset-invalid', undefined, wrong.sunset);
    return;
  }
  if (next.sunsetMs === undefined) {
    if (old.deprecated && old.sunset !== undefined) {
      tell('sunset-removed', old.sunset);
    } else if (!old.deprecated) {
      tell('sunset-missing');
    }
    return;
  }
  if (old.sunsetMs !== undefined && next.sunsetMs < old.sunsetMs) {
    tell('sunset-moved-earlier', old.sunset, next.sunset);
  } else if (
    old.sunsetMs !== next.sunsetMs &&
    isShortNotice(next, exchange.shared.todayMs)
  ) {
    tell('sunset-too-early', undefined, next.sunset);
  }
}

/** Tells that something is gone, by what was announced of it. */
export function reportRemoval(
  exchange: Exchange,
  removed: Lifecycle,
  clientPointer: string,
  serverPointer: string,
  subject: string,
  rules: RemovalRules,
): void {
  const tell = (rule: RuleId, about = {}) =>
    exchange.report(rule, clientPointer, serverPointer, { subject, ...about });
  if (isUnstable(removed)) {
    tell(rules.unstable);
  } else if (!removed.deprecated) {
    tell(rules.unannounced);
  } else if (removed.sunset !== undefined && removed.sunsetMs === undefined) {
    tell('sunset-invalid', { now: removed.sunset });
  } else if (
    removed.sunsetMs !== undefined &&
    removed.sunsetMs > exchange.shared.todayMs
  ) {
    tell(rules.beforeSunset, { before: removed.sunset });
  } else {
    tell(rules.announced);
  }
}
