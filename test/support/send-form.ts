type Form = { url: string; fields: Record<string, string> };

/** Sends a file with a signed form, as the page does; `change` replaces or adds fields. Answers the status. */
export async function sendForm({ url, fields }: Form, file: Buffer, change: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(file)]));
  const answer = await fetch(url, { method: 'POST', body });
  await answer.arrayBuffer();
  return answer.status;
}
