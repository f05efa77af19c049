import type { BounceCode } from '../bounce.ts';

/** Sorted by the status where it is precise (RFC 3463), else by the server's words, else by the status's class. */
export function bounceCode(status: string | null, diagnosis: string): BounceCode {
  const said = status ?? /\b[45]\.\d{1,3}\.\d{1,3}\b/u.exec(diagnosis.slice(0, MAX_DIAGNOSIS))?.[0] ?? '';
  const detail = said.slice(2);
  const words = diagnosis.slice(0, MAX_DIAGNOSIS);
  return precise[detail] ?? inWords(words) ?? classOf(said, detail);
}

/** What matters of a server's answer is in its first lines. */
const MAX_DIAGNOSIS = 2_000;

/** Subject and detail of the status, without its class. */
const precise: Record<string, BounceCode | undefined> = {
  '1.1': 'user-unknown',
  '1.2': 'domain-unknown',
  '1.3': 'user-unknown',
  '1.6': 'user-unknown',
  // The domain says that it takes no mail (RFC 7505).
  '1.10': 'domain-unknown',
  '2.1': 'user-unknown',
  '2.2': 'mailbox-full',
  '2.3': 'too-large',
  '3.4': 'too-large',
  '4.4': 'domain-unknown',
  '4.7': 'expired',
};

const wordsOf: [BounceCode, RegExp][] = [
  [
    'mailbox-full',
    /quota|mailbox (?:is )?full|over ?quota|boîte (?:aux lettres )?(?:est )?pleine|insufficient (?:disk|storage|mailbox)|storage (?:is )?exceeded/iu,
  ],
  [
    'too-large',
    /too (?:large|big)|size (?:limit|exceed)|exceeds? .{0,30}size|trop (?:volumineux|gros)|maximum (?:message )?size/iu,
  ],
  [
    'domain-unknown',
    /(?:host|domain)(?: name)?,? (?:unknown|not found|does not exist)|unknown (?:host|domain)|unrouteable (?:mail )?(?:address|domain)|nxdomain|no mx|couldn.t find any host|domaine inconnu|name service error|illegal host/iu,
  ],
  [
    'user-unknown',
    /(?:user|recipient|mailbox|address|account|alias)(?: \S{1,80})? (?:is )?(?:unknown|not found|does not exist|doesn.t (?:exist|have)|unavailable|disabled|inactive|invalid|not (?:listed|recognized|known|valid))|unknown (?:user|recipient|address|account)|(?:no|invalid) such (?:user|recipient|mailbox|address|person)|invalid (?:user|recipient|mailbox|address)|no mailbox|(?:utilisateur|adresse|destinataire|compte) (?:inconnue?|inexistante?)|recipient (?:name is not recognized|address rejected)|account that you tried to reach|not listed in/iu,
  ],
  ['expired', /too long|timed? ?out|expired|retry (?:time|timeout)|connection refused|no answer|unreachable|délai/iu],
  [
    'policy',
    /spam|blocked|block ?list|black ?list|polic|spf|dkim|dmarc|reputation|content reject|virus|denied|not allowed|relay|authenticat|indésirable|refusé|rejet[eé]|forbidden|mail rejected/iu,
  ],
];

const inWords = (words: string): BounceCode | undefined => wordsOf.find(([, shape]) => shape.test(words))?.[0];

/** A passing trouble that ended in giving up lasted too long. */
function classOf(said: string, detail: string): BounceCode {
  if (detail.startsWith('7.')) return 'policy';
  return said.startsWith('4.') ? 'expired' : 'other';
}
