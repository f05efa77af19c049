import { expect, test } from 'vitest';
import { parseCalendar } from '../../src/connectors/calendar.ts';
import type { ParsedAttachment } from '../../src/domain/mail.ts';
import { readInvitations } from '../../src/queues/read-invitations.ts';
import type { ReadMail } from '../../src/queues/read-mail.ts';
import * as calendars from '../fixtures/calendar.ts';
import { parsedMail } from '../support/parsed-mail.ts';

const part = (text: string, change: Partial<ParsedAttachment> = {}): ParsedAttachment => ({
  name: 'document-1.ics',
  declaredType: 'text/calendar',
  bytes: Buffer.from(text),
  inline: false,
  ...change,
});

function read(attachments: ParsedAttachment[], automatic: ReadMail['automatic'] = null) {
  const mail: ReadMail = {
    original: parsedMail({ attachments, defects: ['date-missing'] }),
    direction: 'in',
    readingText: '',
    hiddenText: '',
    language: 'fr',
    forwardedBy: null,
    forwarderNote: '',
    senderDoubt: null,
    automatic,
    attachments,
  };
  return readInvitations(mail, 'Europe/Paris', parseCalendar);
}

test('a part and its file are one invitation; the file stays a document, the part is none', () => {
  const file = part(calendars.googleRequest, { name: 'invite.ics', declaredType: 'application/ics' });
  const { invitations, attachments, automatic } = read([part(calendars.googleRequest), file]);
  expect(invitations).toHaveLength(1);
  expect(attachments).toEqual([file]);
  expect(automatic).toBeNull();
});

test.each([
  ['text/calendar', 'document-1.ics'],
  ['application/ics', 'agenda'],
  ['application/octet-stream', 'Réunion.ICS'],
])('%s named %s is a calendar', (declaredType, name) => {
  expect(read([part(calendars.appleDay, { declaredType, name })]).invitations).toMatchObject([{ uid: '9F1C' }]);
});

test('what is no calendar is not looked at', () => {
  const pdf = part('%PDF', { name: 'plan.pdf', declaredType: 'application/pdf' });
  expect(read([pdf])).toMatchObject({ invitations: [], attachments: [pdf], original: { defects: ['date-missing'] } });
});

test('a calendar that cannot be read stays a document, with a defect said once', () => {
  const { attachments, original } = read([part('BEGIN:VCALENDAR'), part('rien', { name: 'document-2.ics' })]);
  expect(attachments).toHaveLength(2);
  expect(original.defects).toEqual(['date-missing', 'calendar-unreadable']);
});

test('an answer to an invitation is automatic; a mail that is so already stays what it is', () => {
  expect(read([part(calendars.googleReply)]).automatic).toBe('auto-reply');
  expect(read([part(calendars.googleReply)], 'own').automatic).toBe('own');
});

test('events of one series are told apart by their date', () => {
  expect(read([part(calendars.teams), part(calendars.oneOfASeries)]).invitations).toHaveLength(2);
});
