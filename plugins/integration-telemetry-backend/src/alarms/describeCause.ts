import { AlarmDetails } from './Alarm';
import { AilingIntegration } from './AilingReader';
import { Cause } from './findCauses';

function enumerate(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/**
 * A cause in words.
 *
 * @param members - its victims that are not well
 * @param title - what people call it
 */
export function describeCause(
  cause: Cause,
  members: readonly AilingIntegration[],
  title: string,
): Pick<AlarmDetails, 'headline' | 'detail' | 'reasons'> {
  const { role, dependents } = cause;
  const victims = members.map(({ facets }) => facets.name);
  const statuses = [...new Set(members.map(({ health }) => health.status))];
  const together =
    victims.length === dependents
      ? `All ${dependents}`
      : `${victims.length} of ${dependents}`;
  const what =
    role === 'callee'
      ? `integrations that call ${title}`
      : `integrations that go via ${title}`;
  const slowest = Math.max(
    ...members.map(({ health }) => health.calls?.p95Ms ?? 0),
  );
  return {
    headline: `${together} ${what} are ${enumerate(statuses)} since the same time`,
    detail: `${enumerate(victims)} ${
      victims.length === 1 ? 'waits' : 'wait'
    } for it${slowest > 0 ? `, p95 up to ${seconds(slowest)}` : ''}.`,
    reasons: members.map(({ health, facets }) => ({
      ...health.reasons[0],
      headline: `${facets.name}: ${health.reasons[0].headline}`,
    })),
  };
}

function seconds(ms: number): string {
  return ms < 1000
    ? `${Math.round(ms)} ms`
    : `${Number((ms / 1000).toPrecision(2))} s`;
}
