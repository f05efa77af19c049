import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { loadPrompts } from '../../src/agents/prompt.ts';
import { AppError } from '../../src/domain/errors.ts';

/** Name → version → SHA-256 of the file. */
const Versions = z.record(z.string(), z.record(z.string(), z.string()));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prompts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const words = '=== system ===\nServe {{name}}.\n=== human ===\nMail: {{mail}}';
const front = 'name: greet\nversion: 1\ndescription: d\ninput: [name, mail]\nuntrusted: [mail]\noutput: words';

function write(text: string, file = 'greet.md'): void {
  writeFileSync(join(folder, file), text);
}

function failure(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('a prompt is filled section by section, in one pass', () => {
  write(`---\n${front}\n---\n${words}`);
  const prompt = loadPrompts(folder).get('greet');
  expect(prompt).toMatchObject({ name: 'greet', version: '1' });
  expect(prompt.fill('system', { name: '{{mail}} $& $1' })).toBe('Serve {{mail}} $& $1.');
  expect(prompt.fill('human', { mail: '{{name}}', name: 'x' })).toBe('Mail: {{name}}');
});

test('a missing value, section or prompt is an error that names it', () => {
  write(`---\n${front}\n---\n${words}`);
  const prompts = loadPrompts(folder);
  expect(failure(() => prompts.get('greet').fill('system', {})).params).toMatchObject({ missing: 'name' });
  expect(failure(() => prompts.get('greet').fill('system', Object.create({ name: 'x' }))).code).toBe('prompt-values');
  expect(failure(() => prompts.get('greet').fill('nudge', {})).params).toMatchObject({ section: 'nudge' });
  expect(failure(() => prompts.get('none')).code).toBe('prompt-missing');
});

test.each([
  ['no front matter', words, 'no front matter'],
  ['a placeholder not in input', `---\n${front}\n---\n${words} {{other}}`, 'not in input: other'],
  ['an input not used', `---\n${front.replace('[name, mail]', '[name, mail, unused]')}\n---\n${words}`, 'unused'],
  ['untrusted in the system turn', `---\n${front}\n---\n=== system ===\n{{name}} {{mail}}`, 'system section: mail'],
  ['another name', `---\n${front.replace('greet', 'other')}\n---\n${words}`, 'name "other"'],
  ['an unknown key', `---\n${front}\nmodel: x\n---\n${words}`, 'model'],
  ['no version', `---\n${front.replace('version: 1\n', '')}\n---\n${words}`, 'version'],
  ['words before the sections', `---\n${front}\n---\nhello\n${words}`, 'outside a section'],
  ['a section twice', `---\n${front}\n---\n${words}\n${words}`, 'named twice'],
])('%s is refused at load, with the file', (_, text, difference) => {
  write(text);
  const error = failure(() => loadPrompts(folder));
  expect(error.code).toBe('prompt-invalid');
  expect(error.params['file']).toBe('greet.md');
  expect(error.params['difference']).toContain(difference);
});

test('words never change without a new version', () => {
  const versions = Versions.parse(JSON.parse(readFileSync('prompts/versions.json', 'utf8')));
  const prompts = loadPrompts('prompts');
  const files = readdirSync('prompts').filter((file) => file.endsWith('.md'));
  const present = files.map((file) => {
    const { name, version } = prompts.get(file.slice(0, -'.md'.length));
    return [
      name,
      version,
      createHash('sha256')
        .update(readFileSync(join('prompts', file)))
        .digest('hex'),
    ];
  });
  expect(present).toEqual(present.map(([name = '', version = '']) => [name, version, versions[name]?.[version]]));
});
