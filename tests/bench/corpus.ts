import { minimalPdf } from '../documents/minimal-pdf.ts';
import { eml } from '../support/eml.ts';

/** The same varied mails at every run: half plain, a third HTML as Outlook writes it, the rest with files; one in ten a newsletter. */
export function varied(count: number, to: (n: number) => string, first = 0): Buffer[] {
  return Array.from({ length: count }, (_, place) => Buffer.from(mail(first + place, to(first + place))));
}

function mail(n: number, to: string): string {
  const next = sequence(n + 1);
  const pick = <T>(among: readonly T[]): T => among[Math.floor(next() * among.length)]!;
  const person = `${pick(firstNames)} ${pick(lastNames)}`;
  const from = `${person} <${person.toLowerCase().replace(' ', '.')}${n}@correspondant.example>`;
  const text = letter(pick, person, n);
  const basic = {
    from,
    to,
    subject: `${pick(subjects)} (dossier ${n})`,
    text,
    messageId: `<m${n}@correspondant.example>`,
  };
  if (n % 10 === 9)
    return eml({ ...basic, html: page(text, 60), headers: { 'List-Id': `<lettre${n}.example>`, Precedence: 'bulk' } });
  if (n % 3 === 1) return eml({ ...basic, html: page(text, 4 + Math.floor(next() * 30)) });
  if (n % 6 === 2) return eml({ ...basic, attachments: [attachment(n, next)] });
  return eml(basic);
}

function letter(pick: <T>(among: readonly T[]) => T, person: string, n: number): string {
  const sentences = Array.from({ length: 3 + (n % 8) }, () => pick(requests));
  return `${pick(openings)}\n\n${sentences.join(' ')}\n\n${pick(closings)}\n\n-- \n${person}\n01 99 00 ${10 + (n % 80)} 12`;
}

/** What a mail program writes around a paragraph. */
function page(text: string, blocks: number): string {
  const style = 'font-family:Calibri,sans-serif;font-size:11.0pt;margin:0cm;mso-fareast-language:FR';
  const inside = text.split('\n').map((line) => `<p class="MsoNormal" style="${style}">${line}&nbsp;</p>`);
  const more = Array.from(
    { length: blocks },
    (_, k) =>
      `<table width="600"><tr><td style="${style}">Rubrique ${k} : nos horaires, nos tarifs et nos réalisations de la saison.</td></tr></table>`,
  );
  return `<html><head><style>p.MsoNormal{${style}}</style></head><body lang="FR">${inside.join('')}${more.join('\n')}</body></html>`;
}

function attachment(n: number, next: () => number) {
  if (n % 5 === 0) {
    const lines = Array.from({ length: 30 }, (_, k): [number, number, string] => [
      50,
      780 - 20 * k,
      `Article ${k} : ${k * 12},50 € HT`,
    ]);
    return { name: `devis-${n}.pdf`, type: 'application/pdf', bytes: Buffer.from(minimalPdf([lines])) };
  }
  if (n % 5 === 1)
    return {
      name: `notes-${n}.txt`,
      type: 'text/plain',
      bytes: 'Mesures prises sur place : 2,40 m par 3,10 m.\n'.repeat(40),
    };
  const photo = Buffer.from(Array.from({ length: 90_000 }, () => Math.floor(next() * 256)));
  photo.set([0xff, 0xd8, 0xff, 0xe0]);
  return { name: `photo-${n}.jpg`, type: 'image/jpeg', bytes: photo };
}

/** Mulberry32: small, and the same everywhere. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const firstNames = ['Camille', 'Dominique', 'Hugo', 'Inès', 'Jeanne', 'Karim', 'Louise', 'Mathieu', 'Nadia', 'Olivier'];
const lastNames = ['Roux', 'Lefèvre', 'Garnier', 'Moreau', 'Benali', 'Faure', 'Colin', 'Perrin', 'Guérin', 'Marchand'];
const subjects = [
  'Demande de devis',
  'Rendez-vous',
  'Suivi de ma commande',
  'Copie de facture',
  'Réclamation',
  'Question',
  'Candidature',
];
const openings = ['Bonjour,', 'Madame, Monsieur,', 'Bonjour Madame,', 'Bonsoir,'];
const closings = ['Merci par avance.', 'Bien cordialement,', 'Dans l’attente de votre réponse,', 'Belle journée,'];
const requests = [
  'Pourriez-vous me faire parvenir un devis pour le remplacement d’un chauffe-eau de 200 litres ?',
  'Serait-il possible de décaler notre rendez-vous de jeudi à la semaine suivante ?',
  'Je n’ai toujours pas reçu la commande passée le 3 novembre, pouvez-vous me dire où elle en est ?',
  'Il me manque la copie de la dernière facture pour mon assurance.',
  'L’appartement se trouve au troisième étage sans ascenseur, l’accès se fait par la cour.',
  'Quels sont vos horaires le samedi matin ?',
  'Je vous rappelle que le montant convenu était de 480,00 € toutes taxes comprises.',
  'Vous pouvez me joindre l’après-midi de préférence.',
  'Nous serons une trentaine de personnes et deux d’entre elles sont végétariennes.',
];
