import { ConfigReader } from '@backstage/config';
import { OutboundGuard } from '@tieline/plugin-integrations-node';
import { AttributionIndex } from '../attribution/AttributionIndex';
import { Engines } from '../sources/prometheus/Engines';
import { readEngines } from '../sources/prometheus/readEngines';

/** Engines with integrations that are told by these attributes. */
export function createEngines(options: {
  engines: object[];
  integrations: Record<string, Record<string, string>>;
  now?: () => number;
  report?: (message: string) => void;
}): Engines {
  const engines = new Engines({
    configs: readEngines(
      options.engines.map(item => new ConfigReader({ ...item })),
    ),
    guard: new OutboundGuard({ allowPrivateAddresses: true }),
    defaultEnvironment: 'production',
    report: options.report ?? (() => {}),
    now: options.now ?? Date.now,
  });
  engines.use(createIndex(options.integrations), () => false);
  return engines;
}

/** Integrations `integration:default/NAME` by the attributes that tell them. */
export function createIndex(
  integrations: Record<string, Record<string, string>>,
): AttributionIndex {
  return new AttributionIndex(
    Object.entries(integrations).map(([name, attributes]) => ({
      ref: `integration:default/${name}`,
      matchers: [
        {
          conditions: Object.entries(attributes).map(([attribute, equals]) => ({
            attribute,
            equals,
          })),
        },
      ],
    })),
  );
}

/** A store that has nothing. */
export const emptyStore = {
  listSeries: async () => [],
  readTotals: async () => new Map(),
  readCounts: async () => [],
  readCountsAt: async () => [],
  readPoints: async () => new Map(),
};
