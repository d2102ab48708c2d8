import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { stringify } from 'yaml';
import { Checklist } from '../Checklist';
import { ChecklistBase, readChecklistValue } from '../text/readChecklistText';
import { digestOf, NewVersion } from './ChecklistVersion';
import { ChecklistVersionStore } from './ChecklistVersionStore';

const CONFIG_KEY = 'integrationGovernance.checklist';

/**
 * Brings what ships with the package, and what the configuration makes of it,
 * to the versions that are known: the first one counts at once, what is new
 * later is a draft.
 *
 * A configuration that can't be read is an error in the log, and what counted
 * before counts on.
 *
 * @returns the name of the version that counts
 */
export async function prepareChecklist(options: {
  store: ChecklistVersionStore;
  base: ChecklistBase;
  config: RootConfigService;
  logger: LoggerService;
  now: Date;
}): Promise<string> {
  const { store, base, now } = options;
  const shipped: NewVersion = {
    origin: 'shipped',
    text: await Checklist.readShippedText(),
    file: base.shipped,
  };
  const wanted = readConfigured(options) ?? shipped;
  if (!(await store.activeName())) {
    // Results from before are judged by what shipped then.
    const isOld = await store.hasResults();
    await store.addFirst(isOld ? shipped : wanted, now);
  }
  if (!(await store.knows(digestOf(wanted.file)))) {
    const { version, isNew } = await store.addDraft(wanted, now);
    if (isNew) {
      options.logger.info(
        `The checklist of the ${wanted.origin === 'shipped' ? 'package' : 'configuration'} is new: it is the draft ${version}, and counts once somebody activates it.`,
      );
    }
  }
  return (await store.activeName())!;
}

function readConfigured({
  config,
  base,
  logger,
}: Parameters<typeof prepareChecklist>[0]): NewVersion | undefined {
  try {
    const value = config.getOptional(CONFIG_KEY);
    return value === undefined
      ? undefined
      : {
          origin: 'configuration',
          text: stringify(value),
          file: readChecklistValue(value, base),
        };
  } catch (error) {
    const { message } = error as Error;
    const field = message.startsWith('text: ')
      ? message.slice('text'.length)
      : `.${message}`;
    logger.error(
      `The checklist of the configuration can not be taken, so the version that counted before counts on. ${CONFIG_KEY}${field}`,
    );
    return undefined;
  }
}
