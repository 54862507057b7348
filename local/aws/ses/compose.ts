type Simple = {
  from: string;
  to: string[];
  replyTo?: string[];
  subject: string;
  html?: string | undefined;
  text?: string | undefined;
};

/** Builds the MIME that SES builds for a mail given in parts. CR and LF in a header value become spaces. */
export function composeMime({ from, to, replyTo = [], subject, html, text }: Simple): Buffer {
  const bodies = [
    ...(text === undefined ? [] : [{ type: 'text/plain', content: text }]),
    ...(html === undefined ? [] : [{ type: 'text/html', content: html }]),
  ].map(({ type, content }) => [
    `Content-Type: ${type}; charset=UTF-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(content)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
  ]);
  const header = [
    `From: ${headerValue(from)}`,
    ...(to.length === 0 ? [] : [`To: ${to.map(headerValue).join(', ')}`]),
    ...(replyTo.length === 0 ? [] : [`Reply-To: ${replyTo.map(headerValue).join(', ')}`]),
    `Subject: ${headerValue(subject)}`,
    'MIME-Version: 1.0',
  ];
  const [only, second] = bodies;
  if (only !== undefined && second === undefined) return Buffer.from([...header, ...only].join('\r\n'));
  const boundary = `=_${crypto.randomUUID()}`;
  const parts = bodies.flatMap((part) => [`--${boundary}`, ...part]);
  const type = `Content-Type: multipart/alternative; boundary="${boundary}"`;
  return Buffer.from([...header, type, '', ...parts, `--${boundary}--`, ''].join('\r\n'));
}

/** Encoded words of at most 45 bytes, cut between letters. */
function headerValue(value: string): string {
  const line = value.replace(/[\r\n]+/g, ' ');
  if (/^[\x20-\x7e]*$/.test(line)) return line;
  const [, name = line, address = ''] = /^(.*?)\s*(<[^<>]*>)?$/s.exec(line) ?? [];
  const words: string[] = [];
  let piece = '';
  for (const letter of name.replace(/^"(.*)"$/, '$1')) {
    if (Buffer.byteLength(piece + letter) > 45) {
      words.push(piece);
      piece = '';
    }
    piece += letter;
  }
  const encoded = [...words, piece].map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
  return address === '' ? encoded : `${encoded} ${address}`;
}
