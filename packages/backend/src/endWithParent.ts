/**
 * Ends this process in an orderly way once the process that started it is gone,
 * however that ended. The parent holds the other end of our standard input,
 * which the operating system closes for it.
 */
export function endWithParent(
  input: NodeJS.ReadableStream = process.stdin,
  end: () => void = () => process.kill(process.pid, 'SIGTERM'),
): void {
  input.once('end', end);
  input.resume();
}
