/** What a text says as JSON; undefined when it is none, which no schema of ours takes for a value. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
