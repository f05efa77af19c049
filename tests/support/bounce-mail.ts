interface BounceMail {
  /** Message-ID of the mail reported on, with its angle brackets. */
  messageId: string;
  recipients: { address: string; action?: string; status?: string; diagnosis?: string }[];
}

/** A delivery report as Postfix writes it (RFC 3464): words, fields, and the headers of the mail that came back. */
export function bounceMail({ messageId, recipients }: BounceMail): string {
  const groups = recipients.map(
    ({ address, action = 'failed', status = '5.1.1', diagnosis = '550 5.1.1 User unknown' }) =>
      `Final-Recipient: rfc822; ${address}\nOriginal-Recipient: rfc822;${address}\nAction: ${action}\nStatus: ${status}\n` +
      `Remote-MTA: dns; mx.client.example\nDiagnostic-Code: smtp; ${diagnosis}\n`,
  );
  return `Return-Path: <>
From: MAILER-DAEMON@relais.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: contact@plomberie-martin.example
Auto-Submitted: auto-replied
Date: Tue, 24 Nov 2026 10:15:00 +0100
Message-ID: <${Math.random().toString(36).slice(2)}@relais.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="limite"

--limite
Content-Type: text/plain; charset=us-ascii

This is the mail system at host relais.example.

I'm sorry to have to inform you that your message could not be delivered.

--limite
Content-Type: message/delivery-status

Reporting-MTA: dns; relais.example
Arrival-Date: Tue, 24 Nov 2026 10:14:00 +0100 (CET)

${groups.join('\n')}
--limite
Content-Type: text/rfc822-headers

Return-Path: <contact@plomberie-martin.example>
From: Plomberie Martin <contact@plomberie-martin.example>
Message-ID: ${messageId}
Subject: Re: Devis

--limite--
`;
}
