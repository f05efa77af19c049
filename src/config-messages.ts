/** What is wrong with one key of the environment. `wanted` fills the sentence; it never holds the value given. */
export interface Problem {
  key: string;
  code: string;
  wanted?: string;
}

/** The one place outside `web/locales` with words for people: configuration fails before anything else is loaded. */
const sentences: Record<'fr' | 'en', Record<string, string>> = {
  fr: {
    unknown: '{key} : réglage inconnu. Vouliez-vous dire {wanted} ?',
    twice: '{key} : donné deux fois. Gardez {key} ou {wanted}, pas les deux.',
    'no-file': '{key} : le fichier {wanted} ne peut pas être lu.',
    'model-alone': '{key} : il manque OPENAI_API_KEY ou OPENAI_BASE_URL, qui dit où trouver le modèle.',
    least: '{key} : un nombre entier d’au moins {wanted} est attendu.',
    most: '{key} : un nombre entier d’au plus {wanted} est attendu.',
    number: '{key} : un nombre entier est attendu.',
    'one-of': '{key} : une de ces valeurs est attendue : {wanted}.',
    url: '{key} : une adresse complète est attendue, {example} par exemple.',
    domain: '{key} : un nom de domaine est attendu, courrier.exemple.fr par exemple.',
    token: '{key} : au moins 24 caractères sans espace sont attendus (openssl rand -hex 24).',
    key: '{key} : 32 octets en base64 ou en hexadécimal sont attendus (openssl rand -base64 32).',
    text: '{key} : un mot sans espace est attendu.',
  },
  en: {
    unknown: '{key}: unknown setting. Did you mean {wanted}?',
    twice: '{key}: given twice. Keep {key} or {wanted}, not both.',
    'no-file': '{key}: the file {wanted} cannot be read.',
    'model-alone': '{key}: OPENAI_API_KEY or OPENAI_BASE_URL is missing, which says where the model is.',
    least: '{key}: a whole number of at least {wanted} is expected.',
    most: '{key}: a whole number of at most {wanted} is expected.',
    number: '{key}: a whole number is expected.',
    'one-of': '{key}: one of these is expected: {wanted}.',
    url: '{key}: a full address is expected, {example} for instance.',
    domain: '{key}: a domain name is expected, mail.example.com for instance.',
    token: '{key}: at least 24 characters without spaces are expected (openssl rand -hex 24).',
    key: '{key}: 32 bytes in base64 or hexadecimal are expected (openssl rand -base64 32).',
    text: '{key}: one word without spaces is expected.',
  },
};

const examples: Record<string, string> = {
  DATABASE_URL: 'postgres://parapheur:…@127.0.0.1:5432/parapheur',
  REDIS_URL: 'redis://127.0.0.1:6379',
  OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
  PARAPHEUR_PUBLIC_URL: 'https://parapheur.example',
};

export function explain({ key, code, wanted = '' }: Problem, language: 'fr' | 'en'): string {
  const values: Record<string, string> = { key, wanted, example: examples[key] ?? '' };
  const sentence = sentences[language][code] ?? `{key}: ${code}`;
  return sentence.replace(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? '');
}

/** The known name with the fewest letters to change. */
export function nearest(name: string, known: string[]): string {
  const distances = known.map((one) => ({ one, far: distance(name, one) }));
  return distances.reduce((best, next) => (next.far < best.far ? next : best)).one;
}

/** Levenshtein's, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of Array.from(a).entries()) {
    const above = row;
    row = [line + 1];
    for (const [column, other] of Array.from(b).entries()) {
      const changed = (above[column] ?? 0) + (letter === other ? 0 : 1);
      row.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1));
    }
  }
  return row.at(-1) ?? 0;
}
