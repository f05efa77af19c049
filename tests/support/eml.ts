export interface EmlOptions {
  from?: string;
  to?: string;
  cc?: string;
  subject?: string;
  text?: string;
  html?: string;
  date?: string;
  messageId?: string;
  /** Added as they are, in order. */
  headers?: Record<string, string>;
  attachments?: { name: string; type: string; bytes: Buffer | string }[];
}

let sent = 0;

/** A raw mail with CRLF lines. Header values are written as given: tests encode what they want encoded. */
export function eml(options: EmlOptions = {}): string {
  sent += 1;
  const head = {
    From: options.from ?? 'Camille Roux <camille.roux@client.example>',
    To: options.to ?? 'contact@plomberie-martin.example',
    ...(options.cc ? { Cc: options.cc } : {}),
    Subject: options.subject ?? 'Demande de devis',
    Date: options.date ?? 'Tue, 24 Nov 2026 09:12:00 +0100',
    'Message-ID': options.messageId ?? `<${sent}.${process.pid}@client.example>`,
    'MIME-Version': '1.0',
    ...options.headers,
  };
  const text = part('text/plain; charset=utf-8', options.text ?? 'Bonjour,\n\nPouvez-vous passer mardi ?\n\nMerci');
  const body = options.html ? multipart('alternative', [text, part('text/html; charset=utf-8', options.html)]) : text;
  const files = (options.attachments ?? []).map(({ name, type, bytes }) =>
    [
      `Content-Type: ${type}; name="${name}"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${name}"`,
      '',
      Buffer.from(bytes).toString('base64').replaceAll(/.{76}/gu, '$&\n'),
    ].join('\n'),
  );
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  const whole = `${lines.join('\n')}\n${files.length > 0 ? multipart('mixed', [body, ...files]) : body}\n`;
  return whole.replaceAll(/\r?\n/gu, '\r\n');
}

const part = (type: string, content: string) =>
  `Content-Type: ${type}\nContent-Transfer-Encoding: base64\n\n${Buffer.from(content).toString('base64').replaceAll(/.{76}/gu, '$&\n')}`;

function multipart(kind: string, parts: string[]): string {
  const boundary = `=_${kind}_${sent}`;
  const inside = parts.map((each) => `--${boundary}\n${each}\n`).join('');
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\n\n${inside}--${boundary}--`;
}
