/**
 * Goes on once a change is made and what shows it is read anew, also where the
 * dialog that asked for it is gone by then: a row that was acted on may leave
 * its list, with all that it had opened, and a callback of `mutate` would be
 * lost. Why a change was refused stands in the mutation's `error`.
 *
 * @param change - what `mutateAsync` gives
 */
export function onceDone<Result>(
  change: Promise<Result>,
  goOn: (result: Result) => void,
): void {
  change.then(goOn, () => undefined);
}
