/*
 * Tech Insights with its JSON rules module, as its documentation sets it up: one fact retriever that knows every fact,
 * and a rule for each check. It runs in a folder where its own packages are installed, and not the portal's.
 */
import techInsights from '@backstage-community/plugin-tech-insights-backend';
import jsonRules from '@backstage-community/plugin-tech-insights-backend-module-jsonfc';
import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';

const size = Number(process.env.TIELINE_BENCH_INTEGRATIONS);
const facts = JSON.parse(process.env.TIELINE_BENCH_FACTS);

const integrationFacts = {
  id: 'integrationFacts',
  version: '1.0.0',
  schema: Object.fromEntries(
    facts.map(fact => [fact, { type: 'boolean', description: fact }]),
  ),
  handler: async () =>
    Array.from({ length: size }, (_, nth) => ({
      entity: {
        namespace: 'default',
        kind: 'integration',
        name: `integration-${nth}`,
      },
      // Some are so and some are not, as in any portfolio.
      facts: Object.fromEntries(
        facts.map((fact, place) => [fact, (nth + place) % 3 !== 0]),
      ),
    })),
};

const backend = createBackend();
// What CommonJS exports as its default is one level down here.
backend.add(techInsights.default ?? techInsights);
backend.add(jsonRules.default ?? jsonRules);
backend.add(
  createBackendModule({
    pluginId: 'tech-insights',
    moduleId: 'integration-facts',
    register(env) {
      env.registerInit({
        deps: { retrievers: techInsightsFactRetrieversExtensionPoint },
        async init({ retrievers }) {
          retrievers.addFactRetrievers({ integrationFacts });
        },
      });
    },
  }),
);
await backend.start();
