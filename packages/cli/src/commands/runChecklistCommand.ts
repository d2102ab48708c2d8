import { parseEntityRef } from '@backstage/catalog-model';
import { Command, InvalidArgumentError, Option } from 'commander';
import { renderPortfolio, renderScorecard } from '../checklist/renderScorecard';
import { runForAll, runForOne } from '../checklist/runChecklist';
import { EXIT_CODES } from '../report/outcomeOf';
import { CommandContext } from './createProgram';
import { addPortalOptions, openPortal, PortalOptions } from './portalOptions';

interface RunOptions extends PortalOptions {
  failOn?: 'fail';
  json?: true;
}

interface Name {
  namespace: string;
  name: string;
}

/** `tieline checklist run` */
export function runChecklistCommand({
  terminal,
  end,
}: CommandContext): Command {
  const command = new Command('run')
    .description('evaluates the checklist now and shows what comes of it')
    .argument(
      '[name]',
      'an Integration, such as default/tracking-mails; all where it is missing',
      parseName,
    )
    .addOption(
      new Option('--fail-on <result>', 'ends with exit code 1 on it').choices([
        'fail',
      ]),
    )
    .option('--json', 'writes all of it as JSON');
  return addPortalOptions(command).action(
    async (integration: Name | undefined, options: RunOptions) => {
      const portal = openPortal(options, terminal);
      const write = (answer: object, text: string, fails: boolean) => {
        terminal.out(
          options.json ? `${JSON.stringify(answer, undefined, 2)}\n` : text,
        );
        end(options.failOn && fails ? EXIT_CODES.violations : EXIT_CODES.fine);
      };
      if (integration) {
        const ran = await runForOne(portal, integration, terminal.tell);
        const { outcomes } = ran.scorecard;
        const fails = outcomes.some(({ result }) => result === 'fail');
        write(ran, renderScorecard(ran.scorecard), fails);
      } else {
        const ran = await runForAll(portal, terminal.tell);
        const fails = ran.scorecard.total.answers.some(
          ({ notYet }) => notYet > 0,
        );
        write(ran, renderPortfolio(ran.scorecard), fails);
      }
    },
  );
}

function parseName(text: string): Name {
  try {
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultKind: 'integration',
      defaultNamespace: 'default',
    });
    if (kind.toLocaleLowerCase('en-US') === 'integration') {
      return { namespace, name };
    }
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError(
    'Write the name of an Integration, such as default/tracking-mails.',
  );
}
