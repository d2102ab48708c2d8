import {
  ChecklistEffect,
  ChecklistEffectPage,
  ChecklistVersion,
  ChecklistVersionDetail,
} from '@tieline/plugin-integrations-common/governance';
import { CannotJudgeError } from '../CannotJudgeError';
import { Portal } from '../portal/Portal';
import { onChange, waitUntil } from './waitUntil';

const MANAGE = 'integration.checklist.manage and integration.read';
const PAGE_SIZE = 500;

/** What came of sending a changed checklist. */
export interface AppliedChecklist {
  version: ChecklistVersionDetail;
  effects: ChecklistEffect[];
  isActivated: boolean;
  /** Integrations with fewer questions answered yes. */
  worse: number;
}

/**
 * Drafts a checklist, waits for what it would change, and activates it where
 * that is asked for.
 *
 * @throws CannotJudgeError where the portal does not take it, or can't say what it would change
 */
export async function applyChecklist(
  portal: Portal,
  text: string,
  options: { note?: string; activate?: boolean; failOnWorse?: boolean },
  tell: (text: string) => void,
): Promise<AppliedChecklist> {
  const drafted = await portal.askGovernance(MANAGE, ({ checklists }, ask) =>
    checklists.draftChecklist(
      { text, note: options.note, activate: false },
      ask,
    ),
  );
  assertVersion(drafted);
  const { version, state } = drafted;
  const tellChange = onChange(tell);
  const read = () =>
    portal.askGovernance(MANAGE, ({ checklists }, ask) =>
      checklists.getChecklistVersion(version, ask),
    );
  if (state === 'active') {
    const active = await read();
    return { version: active, effects: [], isActivated: false, worse: 0 };
  }
  const previewed = await waitUntil(
    read,
    answer => answer.preview?.state !== 'running' || answer.state !== 'draft',
    ({ preview }) =>
      tellChange(
        `${version}: ${preview?.done ?? 0} of ${preview?.total ?? 0} integrations evaluated`,
      ),
  );
  if (previewed.preview?.state !== 'done') {
    throw new CannotJudgeError(
      `What ${version} would change could not be evaluated: ${previewed.preview?.because ?? `it is ${previewed.state}`}`,
      { advice: "Run this again; the portal's log says more." },
    );
  }
  const effects = await readEffects(portal, version);
  const worse = previewed.preview.worse ?? 0;
  const activates = options.activate && !(options.failOnWorse && worse > 0);
  if (activates) {
    await portal.askGovernance(MANAGE, ({ checklists }, ask) =>
      checklists.activateChecklist(version, ask),
    );
  }
  return {
    version: previewed,
    effects,
    isActivated: activates ?? false,
    worse,
  };
}

async function readEffects(
  portal: Portal,
  version: string,
): Promise<ChecklistEffect[]> {
  const effects: ChecklistEffect[] = [];
  let cursor: string | undefined;
  do {
    const page = await readEffectPage(portal, version, cursor);
    effects.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return effects;
}

function readEffectPage(
  portal: Portal,
  version: string,
  cursor: string | undefined,
): Promise<ChecklistEffectPage> {
  return portal.askGovernance(MANAGE, ({ checklists }, ask) =>
    checklists.listChecklistEffects(version, { limit: PAGE_SIZE, cursor }, ask),
  );
}

function assertVersion(drafted: ChecklistVersion | undefined): void {
  if (typeof drafted?.version !== 'string') {
    throw new CannotJudgeError(
      'The portal answered with something else than a version of the checklist.',
      {
        advice:
          'See that portal and command line are of versions that fit, and that --portal is the address of the backend.',
      },
    );
  }
}
