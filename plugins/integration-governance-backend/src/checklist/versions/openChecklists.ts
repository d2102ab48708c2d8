import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { ActiveChecklist } from '../ActiveChecklist';
import { Checklist } from '../Checklist';
import { checkFunctions } from '../checkFunctions';
import { OfferedChecks } from '../OfferedChecks';
import { ChecklistBase } from '../text/readChecklistText';
import { ChecklistLibrary } from './ChecklistLibrary';
import { ChecklistVersionStore } from './ChecklistVersionStore';
import { prepareChecklist } from './prepareChecklist';

/** The versions of the checklist, with the one that counts. */
export interface Checklists {
  store: ChecklistVersionStore;
  library: ChecklistLibrary;
  base: ChecklistBase;
  active: ActiveChecklist;
}

/** Opens the versions, and brings package and configuration to them. */
export async function openChecklists(options: {
  knex: Knex;
  offered: OfferedChecks;
  config: RootConfigService;
  logger: LoggerService;
}): Promise<Checklists> {
  const { knex, offered, config, logger } = options;
  const store = new ChecklistVersionStore(knex);
  const library = new ChecklistLibrary(store, offered.functions());
  const base = {
    shipped: (await Checklist.readShipped()).toFile(),
    shippedIds: new Set(Object.keys(checkFunctions)),
    modules: offered.all,
  };
  const version = await prepareChecklist({
    ...{ store, base, config, logger },
    now: new Date(),
  });
  const active = new ActiveChecklist(await library.get(version), library);
  return { store, library, base, active };
}
