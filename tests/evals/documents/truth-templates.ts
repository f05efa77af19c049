import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { cents, compact, text, type Field, type Given } from './fields.ts';
import type { Truth } from './truth.ts';

/** Their names for ours. What a template alone can know (rooms, table groups) is not scored. */
const names: Record<string, [Field, (value: Given) => string]> = {
  invoice_number: ['number', text],
  date: ['issueDate', day],
  date_due: ['dueDate', day],
  issuer: ['sellerName', text],
  vat: ['sellerVat', compact],
  partner_vat: ['sellerVat', compact],
  currency: ['currency', text],
  amount: ['totalGross', cents],
  amount_untaxed: ['totalNet', cents],
  amount_tax: ['totalTax', cents],
  iban: ['iban', compact],
  bic: ['bic', compact],
};

/** invoice2data's expected answers: each JSON beside a document of the same name (PDF first, then its text). */
export async function templateTruth(place: string): Promise<Truth[]> {
  const files = (await stat(place)).isDirectory()
    ? (await readdir(place, { recursive: true }))
        .filter((name) => name.endsWith('.json'))
        .map((name) => path.join(place, name))
    : [place];
  return (await Promise.all(files.toSorted((a, b) => (a < b ? -1 : 1)).map(one))).flat();
}

async function one(file: string): Promise<Truth[]> {
  const stem = file.slice(0, -'.json'.length);
  const document = ['.pdf', '.txt', '.png'].map((ending) => stem + ending).find((each) => existsSync(each));
  const rows = JSON.parse(await readFile(file, 'utf8')) as Record<string, Given>[];
  const row = rows[0];
  if (document === undefined || !row) return [];
  const expected: Truth['expected'] = {};
  for (const [name, value] of Object.entries(row)) {
    const [field, spelling] = names[name] ?? [];
    if (field && spelling) expected[field] = [spelling(value)];
  }
  return [
    {
      id: path.basename(document),
      file: document,
      group: path.basename(stem),
      slice: path.basename(path.dirname(file)),
      format: 'templates',
      defects: [],
      duplicateOf: null,
      deliberatelyWrong: false,
      expected,
      visible: () => true,
      fatal: null,
    },
  ];
}

function day(value: Given): string {
  return text(value).slice(0, 10);
}
