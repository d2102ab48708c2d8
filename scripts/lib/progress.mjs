const terminal = process.stdout.isTTY === true && !process.env.CI;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const titleWidth = 24;

/** Seconds as people read them. */
export function formatSeconds(ms) {
  const seconds = ms / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Does one step and prints a line for it: its title, what came of it and how long it took. On a terminal the line
 * lives while the step runs; elsewhere a line is printed when the step begins to take long.
 *
 * @template T
 * @param {string} title
 * @param {(tell: (note: string) => void) => Promise<T>} work `tell` changes the note behind the title;
 *   the last note stays
 * @param {(result: T) => boolean} [isGood] whether what came of it deserves a tick
 * @returns {Promise<T>}
 */
export async function step(title, work, isGood = () => true) {
  const startedAt = performance.now();
  let note = '';
  let frame = 0;
  const elapsed = () => formatSeconds(performance.now() - startedAt);
  const line = mark =>
    `  ${mark} ${title.padEnd(titleWidth)}${elapsed().padStart(10)}${note ? `  ${note}` : ''}`;

  const timer = terminal
    ? setInterval(() => {
        process.stdout.write(`\r\x1b[2K${fit(line(frames[frame++ % 10]))}`);
      }, 120)
    : setInterval(() => console.log(line('…')), 30_000);

  try {
    const result = await work(text => {
      note = text;
    });
    finish(line(isGood(result) ? '✓' : '✗'));
    return result;
  } catch (error) {
    finish(line('✗'));
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** The line may not wrap while it is redrawn. */
function fit(text) {
  const width = process.stdout.columns ?? 80;
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

function finish(text) {
  console.log(terminal ? `\r\x1b[2K${text}` : text);
}
