import type { ParsedMail } from '../../mail.ts';
import type { Reported } from '../bounce.ts';

/** What a server says of it stands on top; the rest is the mail that came back. */
const MAX_WORDS = 16 * 1024;

/** Reports without fields (qmail, Exim, Exchange 2003, Domino …): who is named in the server's own words, and what of him. */
export function reportedInWords(mail: ParsedMail): Reported[] {
  const words = aboveCopy(mail.text.slice(0, MAX_WORDS));
  const named = mail.headers['x-failed-recipients'];
  if (named) return addressesIn(named.join(' ')).map(({ address }) => entry(address, words));
  if (!failure.test(words) || (delay.test(words) && !givenUp.test(words))) return [];
  const found = addressesIn(words);
  return found.map(({ address, at }, index) => {
    // What is said of an address follows it, up to the next one.
    const next = found.slice(index + 1).find((other) => other.address !== address);
    return entry(address, words.slice(at, next?.at));
  });
}

const entry = (address: string, diagnosis: string): Reported => ({
  address,
  action: 'failed',
  status: /\b5\.\d{1,3}\.\d{1,3}\b/u.exec(diagnosis)?.[0] ?? null,
  diagnosis,
});

function aboveCopy(text: string): string {
  const at = text.search(copyMark);
  return at === -1 ? text : text.slice(0, at);
}

const copyMark =
  /^[-\s]{0,12}(?:below this line|this is a copy|the header|original message|message header|included is a copy|returned message|start of|bounced e-?mail|message d['’]origine|copie du message|en-têtes)\b|^(?:return-path|received):/imu;

const addressesIn = (text: string): { address: string; at: number }[] =>
  Array.from(text.matchAll(/[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}/gu), ({ 0: found, index }) => ({
    address: found.toLowerCase().replace(/\.+$/u, '').replace(/^'/u, ''),
    at: index,
  }));

const failure =
  /\b5\d\d\b|\b5\.\d\.\d|permanent|fail|undeliver|could ?n.t|could not|unable|wasn.t able|(?:was|were|been) not delivered|not delivered|did not reach|reject|refus|échec|n.a pas pu|n.ont pas pu|non remis|impossible|unknown|inconnu|not found|not listed|invalid|unzustellbar|nicht zugestellt/iu;
const delay =
  /\bdelay|retard|pas encore|not yet|warning|will (?:be )?(?:continue|keep|retr)|still trying|do not need to resend|temporar/iu;
const givenUp =
  /permanent|given up|gave up|giving up|abandonn|définitive|\b5\d\d[ -]|\b5\.\d\.\d|too long|expired|not going to try/iu;
