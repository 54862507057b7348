const patienceMs = 2000;

/** Runs a step and says so when it takes longer than two seconds, and how long it took in the end. */
export async function withProgress<T>(name: string, say: (line: string) => void, step: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  const ticker = setInterval(() => say(`  ${name} … ${seconds()} s`), patienceMs);
  try {
    const result = await step();
    if (performance.now() - started > patienceMs) say(`  ${name} ready after ${seconds()} s`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}
