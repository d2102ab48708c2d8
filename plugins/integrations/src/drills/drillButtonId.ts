/** Names the button that opens a drill, so that the focus can return to it. */
export function drillButtonId(id: string): string {
  return `drill-${id}`;
}
