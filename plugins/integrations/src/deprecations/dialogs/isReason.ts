/** Shorter says nothing to those who are told; the API's own bound. */
const SHORTEST_REASON = 3;

/** Whether a text is long enough to be taken as a reason. */
export function isReason(text: string): boolean {
  return text.trim().length >= SHORTEST_REASON;
}
