import { runCommand } from './lib/command.mjs';
import { Failure } from './lib/failure.mjs';
import { formatSeconds } from './lib/progress.mjs';
import { onEnd } from './lib/run.mjs';
import { findChanges } from './lib/testing/changes.mjs';
import { runEndToEnd } from './lib/testing/endToEnd.mjs';
import { runJest } from './lib/testing/jest.mjs';
import { addUp, describeOutcome, runPhase } from './lib/testing/phase.mjs';
import { startPostgres } from './lib/testing/postgres.mjs';
import { runScriptTests } from './lib/testing/scriptTests.mjs';
import {
  checkFormatting,
  checkLint,
  checkTypes,
  checkWireTypes,
} from './lib/testing/staticChecks.mjs';
import { openWorkshop } from './lib/workshop.mjs';

const help = `npm test                everything: formatting, lint, types, unit and integration tests on SQLite and
                        PostgreSQL, end-to-end journeys in Chromium
npm run test:quick      the inner loop: what your changes can have an effect on, on SQLite
npm run test:soak       the campaigns that take minutes`;

runCommand(async args => {
  if (args.includes('--help')) {
    console.log(help);
    return 0;
  }
  const mode = readMode(args);
  const startedAt = performance.now();
  console.log('');
  const toolchain = await openWorkshop();
  const outcomes = await modes[mode](toolchain);

  const total = addUp(outcomes);
  console.log(
    `\nAll of it took ${formatSeconds(performance.now() - startedAt)}.`,
  );
  for (const outcome of outcomes.filter(({ failed }) => failed > 0)) {
    console.log(`Failed: ${outcome.title} (${describeOutcome(outcome)})`);
  }
  if (total.skipped > 0) {
    console.log(`Skipped: ${total.skipped}`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});

const modes = {
  async all(toolchain) {
    const outcomes = await checkStatics(toolchain);
    outcomes.push(
      await runPhase('Scripts', () => runScriptTests(toolchain)),
      await runPhase('Unit and integration', tell =>
        withPostgres(tell, postgres => runJest(toolchain, { postgres })),
      ),
      await runPhase('End to end', tell => runEndToEnd(toolchain, tell)),
    );
    return outcomes;
  },

  async quick(toolchain) {
    const { since, files } = await findChanges();
    console.log(`  ${files.length} files differ from ${since.slice(0, 12)}`);
    const [lint, types] = [checkLint(toolchain), checkTypes(toolchain)];
    return [
      await runPhase('Formatting', () => checkFormatting(toolchain, files)),
      await runPhase('Lint', () => lint),
      await runPhase('Types', () => types),
      await runPhase('Scripts', () => runScriptTests(toolchain)),
      await runPhase('Unit, on SQLite', () =>
        runJest(toolchain, { changedSince: since }),
      ),
    ];
  },

  async soak(toolchain) {
    return [
      await runPhase('Soak', tell =>
        withPostgres(tell, postgres =>
          runJest(toolchain, { postgres, soak: true }),
        ),
      ),
    ];
  },
};

/** Lint and types take longest and use one core each, so they run side by side. */
async function checkStatics(toolchain) {
  const [lint, types] = [checkLint(toolchain), checkTypes(toolchain)];
  return [
    await runPhase('Formatting', () => checkFormatting(toolchain)),
    await runPhase('Wire types', () => checkWireTypes(toolchain)),
    await runPhase('Lint', () => lint),
    await runPhase('Types', () => types),
  ];
}

async function withPostgres(tell, work) {
  tell('starting PostgreSQL');
  const postgres = await startPostgres();
  const forget = onEnd(postgres.stop);
  tell('on SQLite and PostgreSQL');
  try {
    return await work(postgres.connectionString);
  } finally {
    forget();
    await postgres.stop();
  }
}

function readMode(args) {
  const names = { '--quick': 'quick', '--soak': 'soak' };
  const unknown = args.find(arg => !(arg in names));
  if (unknown || args.length > 1) {
    throw new Failure(`npm test doesn't know ${unknown ?? args.join(' ')}.`, {
      advice: 'npm test -- --help lists what there is.',
    });
  }
  return names[args[0]] ?? 'all';
}
