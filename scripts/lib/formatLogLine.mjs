/**
 * A line of a log as people read it: time, level, plugin, message. Backstage writes JSON without a time when it runs in
 * production; every other line is kept as it is, with the time before it.
 */
export function formatLogLine(line, now = new Date()) {
  const time = now.toISOString();
  if (!line.startsWith('{')) {
    return `${time} ${line}`;
  }
  try {
    const { level, message, plugin, service, stack, ...fields } =
      JSON.parse(line);
    if (typeof message !== 'string') {
      return `${time} ${line}`;
    }
    // A request's message says all that its fields repeat.
    const rest =
      Object.keys(fields).length > 0 && fields.type !== 'incomingRequest'
        ? ` ${JSON.stringify(fields)}`
        : '';
    const trace = stack ? `\n${stack}` : '';
    return `${time} ${level} ${plugin ?? service ?? '-'} ${message}${rest}${trace}`;
  } catch {
    return `${time} ${line}`;
  }
}
