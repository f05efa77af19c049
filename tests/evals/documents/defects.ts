import type { Row } from '../../bench/row.ts';
import { proportion } from './proportion.ts';
import type { Answer, Mode } from './score.ts';

/** Findings, any of which tells a planted fault. */
const telling: Record<string, RegExp> = {
  'sum-mismatch': /(?:gross|due|rate|taxes|bases|lines)-mismatch|gross-unproven|sum-/u,
  'siren-luhn': /siren-invalid|siret-invalid/u,
  'vat-key': /vat-invalid|vat-of-another/u,
  'iban-checksum': /iban-invalid/u,
  'due-before-issue': /due-before-issue/u,
  'missing-mention': /mention-(?:penalties|indemnity)/u,
  duplicate: /duplicate/u,
};

/** Planted faults found, and sound documents on which one is cried all the same. */
export function defectRows(answers: readonly Answer[], mode: Mode): Row[] {
  const name = `documents.${mode}.defects`;
  const planted = answers.flatMap(({ truth, findings }) => truth.defects.map((defect) => told(findings, defect)));
  if (planted.length === 0) return [];
  const found = { ...proportion(planted.filter((one) => one).length, planted.length), target: 100 };
  const alarms = Object.keys(telling).map((defect): Row => {
    const sound = answers.filter(({ truth, values }) => values && !truth.defects.includes(defect));
    const cried = sound.filter(({ findings }) => told(findings, defect)).length;
    return { name: `${name}.false-alarm.${defect}`, unit: '%', ...proportion(cried, sound.length) };
  });
  return [{ name: `${name}.found`, unit: '%', ...found, ok: found.value >= found.target }, ...alarms];
}

const told = (findings: readonly string[], defect: string): boolean =>
  findings.some((finding) => telling[defect]?.test(finding));
