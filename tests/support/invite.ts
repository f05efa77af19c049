export interface Invite {
  from: string;
  to: string;
  subject: string;
  text: string;
  /** What the calendar part holds, CRLF lines. */
  calendar: string;
  method: string;
  messageId: string;
  references?: string;
  /** Google sends the same event as a file besides. */
  alsoAsFile?: boolean;
}

/** A mail as Outlook and Google send an invitation: the calendar is one of the alternatives. */
export function invite({
  from,
  to,
  subject,
  text,
  calendar,
  method,
  messageId,
  references,
  alsoAsFile,
}: Invite): string {
  const base64 = Buffer.from(calendar).toString('base64').replaceAll(/.{76}/gu, '$&\r\n');
  const part = (...lines: string[]) => ['--alt', ...lines, ''].join('\r\n');
  const alternatives = [
    'Content-Type: multipart/alternative; boundary=alt',
    '',
    part('Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text),
    part(
      `Content-Type: text/calendar; charset="utf-8"; method=${method}`,
      'Content-Transfer-Encoding: base64',
      '',
      base64,
    ),
    '--alt--',
  ].join('\r\n');
  const file = [
    'Content-Type: application/ics; name="invite.ics"',
    'Content-Disposition: attachment; filename="invite.ics"',
    'Content-Transfer-Encoding: base64',
    '',
    base64,
  ].join('\r\n');
  const body = alsoAsFile
    ? ['Content-Type: multipart/mixed; boundary=out', '', '--out', alternatives, '--out', file, '--out--', ''].join(
        '\r\n',
      )
    : alternatives;
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Date: Fri, 20 Nov 2026 10:00:00 +0100',
    `Message-ID: ${messageId}`,
    ...(references ? [`References: ${references}`] : []),
    'MIME-Version: 1.0',
  ];
  return `${head.join('\r\n')}\r\n${body}`;
}
