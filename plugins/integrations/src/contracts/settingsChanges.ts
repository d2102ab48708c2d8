import {
  Contract,
  ContractSettings,
  Guarantees,
} from '@tieline/plugin-integrations-common/contracts';

/** Settings as a form shows them: nothing is missing. */
export type SettingsDraft = Required<ContractSettings>;

/** What is set now. */
export function toDraft(contract: Contract): SettingsDraft {
  const { title, mode, policy, ownerRef } = contract.summary;
  return {
    title: title ?? '',
    mode,
    policy,
    ownerRef: ownerRef ?? '',
    guarantees: contract.guarantees,
  };
}

/** Rows that were added and never filled are no guarantees. */
function withoutEmptyRows(guarantees: Guarantees): Guarantees {
  const { errorCases, objectives } = guarantees;
  return {
    ...guarantees,
    ...(errorCases && {
      errorCases: errorCases
        .filter(({ name }) => name.trim())
        .map(({ meaning, ...rest }) => ({
          ...rest,
          ...(meaning?.trim() && { meaning: meaning.trim() }),
        })),
    }),
    ...(objectives && {
      objectives: objectives.filter(
        ({ indicator, target }) => indicator.trim() && target.trim(),
      ),
    }),
  };
}

/** Only what differs: what is missing in the request stays as it is. */
export function settingsChanges(
  contract: Contract,
  draft: SettingsDraft,
): ContractSettings {
  const set = toDraft(contract);
  const before = { ...set, guarantees: withoutEmptyRows(set.guarantees) };
  const next: SettingsDraft = {
    ...draft,
    title: draft.title.trim(),
    ownerRef: draft.ownerRef.trim(),
    guarantees: withoutEmptyRows(draft.guarantees),
  };
  return Object.fromEntries(
    Object.entries(next).filter(
      ([name, value]) =>
        JSON.stringify(value) !==
        JSON.stringify(before[name as keyof SettingsDraft]),
    ),
  );
}
