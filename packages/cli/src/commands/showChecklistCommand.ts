import { Checklist } from '@tieline/plugin-integrations-common/governance';
import { Command } from 'commander';
import { harmless } from '../report/words';
import { CommandContext } from './createProgram';
import { addPortalOptions, openPortal, PortalOptions } from './portalOptions';

/** `tieline checklist show` */
export function showChecklistCommand({ terminal }: CommandContext): Command {
  const command = new Command('show')
    .description('shows what integrations are judged by')
    .argument('[version]', 'the one that counts where it is missing')
    .option('--json', 'writes it as JSON');
  return addPortalOptions(command).action(
    async (
      version: string | undefined,
      options: PortalOptions & { json?: true },
    ) => {
      const checklist = await openPortal(options, terminal).askGovernance(
        'integration.read',
        async ({ scorecard, checklists }, ask) =>
          version === undefined
            ? scorecard.getChecklist(ask)
            : (await checklists.getChecklistVersion(version, ask)).checklist,
      );
      terminal.out(
        options.json
          ? `${JSON.stringify(checklist, undefined, 2)}\n`
          : render(checklist),
      );
    },
  );
}

function render({ version, questions, checks }: Checklist): string {
  const lines = [
    `Checklist ${version}`,
    ...questions.flatMap(question => [
      '',
      `${question.number} ${question.title}: ${question.text}`,
      ...checks
        .filter(({ questionId }) => questionId === question.id)
        .flatMap(check => [
          `  ${check.id}  ${check.title}`,
          `      needs ${check.needs}${check.needsWhenCritical ? `, ${check.needsWhenCritical} where critical` : ''}; good for ${check.shelfLifeDays} days; weight ${check.weight}${check.origin && check.origin !== 'shipped' ? `; ${check.origin}` : ''}`,
          ...(check.appliesTo ? [`      applies to ${check.appliesTo}`] : []),
          ...(check.condition
            ? [`      passes where ${JSON.stringify(check.condition)}`]
            : []),
        ]),
    ]),
  ];
  return harmless(lines.join('\n')).concat('\n');
}
