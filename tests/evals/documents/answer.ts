import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readDocument } from '../../../src/documents/read-document.ts';
import { fields, pathsOf, valuesOf, type Field } from './fields.ts';
import type { Answer } from './score.ts';
import type { Truth } from './truth.ts';

/** Reads the structured invoice of a document, as the office would. */
export async function answerStructured(truth: Truth): Promise<Answer> {
  const read = await readDocument(await readFile(truth.file), path.basename(truth.file));
  const structured = 'unreadable' in read ? null : read.structured;
  const findings = structured?.findings ?? [];
  const data = structured?.read?.data;
  return {
    truth,
    values: data ? { ...valuesOf(data), profile: structured.profile ?? '', syntax: structured.syntax ?? '' } : null,
    doubted: doubtedBy(findings.flatMap((finding) => finding.fields)),
    findings: findings.map(({ level, code, evidence }) => [level, code, evidence['rule'] ?? ''].join(' ').trim()),
  };
}

/** A finding on `vat.0.base` or `seller` casts its shadow on `vat`, on every field of the seller. */
export function doubtedBy(paths: readonly string[]): Set<Field> {
  const touches = (place: string, doubt: string) =>
    place === doubt || place.startsWith(`${doubt}.`) || doubt.startsWith(`${place}.`);
  return new Set(
    fields.filter((field) => {
      const place = pathsOf[field];
      return place !== undefined && paths.some((doubt) => touches(place, doubt));
    }),
  );
}
