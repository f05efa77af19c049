import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../domain/errors.ts';

export interface Prompt {
  name: string;
  version: string;
  /**
   * The words of one section (`system`, `human` …) with its placeholders filled in one pass: a value holding `{{x}}`
   * stays as it is. Throws AppError `prompt-values` when a value is missing.
   */
  fill(section: string, values: Readonly<Record<string, string>>): string;
}

export interface Prompts {
  /** Throws AppError `prompt-missing`. */
  get(name: string): Prompt;
}

/** Reads every `*.md` of the folder. Throws AppError `prompt-invalid` naming the file and the difference. */
export function loadPrompts(folder: string): Prompts {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  const prompts = new Map(files.map((file) => [basename(file, '.md'), readPrompt(folder, file)]));
  return {
    get(name) {
      const prompt = prompts.get(name);
      if (!prompt) throw new AppError('prompt-missing', { prompt: name });
      return prompt;
    },
  };
}

const FrontMatter = z.strictObject({
  name: z.string(),
  version: z.string().regex(/^\d+$/),
  description: z.string().min(1),
  input: z.array(z.string()),
  /** Values written by strangers: the system turn may not hold them. */
  untrusted: z.array(z.string()).default([]),
  output: z.string().min(1),
});

const placeholder = /\{\{\s*([a-z0-9_]+)\s*\}\}/gu;

function readPrompt(folder: string, file: string): Prompt {
  const invalid = (difference: string) => new AppError('prompt-invalid', { file, difference });
  const parts = /^---\n(?<front>[\s\S]*?)\n---\n(?<body>[\s\S]*)$/u.exec(
    readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n'),
  )?.groups;
  if (!parts) throw invalid('no front matter');
  const front = FrontMatter.safeParse(readFrontMatter(parts['front'] ?? ''));
  if (!front.success) throw invalid(z.prettifyError(front.error));
  const { name, version, input, untrusted } = front.data;
  if (name !== basename(file, '.md')) throw invalid(`name "${name}" is not the file's`);

  const sections = readSections(parts['body'] ?? '');
  if (!sections) throw invalid('words outside a section, or a section named twice');
  if (!sections.has('system')) throw invalid('no section "system"');
  const used = new Set([...sections.values()].flatMap(placeholdersOf));
  const unknown = [...used].filter((one) => !input.includes(one));
  const unused = [...input, ...untrusted].filter((one) => !used.has(one));
  const exposed = placeholdersOf(sections.get('system') ?? '').filter((one) => untrusted.includes(one));
  if (unknown.length > 0) throw invalid(`not in input: ${unknown.join(', ')}`);
  if (unused.length > 0) throw invalid(`in input, not in the words: ${unused.join(', ')}`);
  if (exposed.length > 0) throw invalid(`untrusted in the system section: ${exposed.join(', ')}`);

  return {
    name,
    version,
    fill(section, values) {
      const words = sections.get(section);
      if (words === undefined) throw new AppError('prompt-values', { file, section, missing: 'section' });
      return words.replace(placeholder, (_, key: string) => {
        const value = Object.hasOwn(values, key) ? values[key] : undefined;
        if (value === undefined) throw new AppError('prompt-values', { file, section, missing: key });
        return value;
      });
    },
  };
}

/** One `key: value` or `key: [a, b]` a line: all that a prompt needs of YAML. */
function readFrontMatter(text: string): Record<string, string | string[]> {
  const lines = text.split('\n').map((line) => /^(?<key>[a-z]+):\s*(?<value>.*)$/u.exec(line)?.groups);
  return Object.fromEntries(lines.map((line) => [line?.['key'] ?? '', readValue((line?.['value'] ?? '').trim())]));
}

function readValue(value: string): string | string[] {
  if (!value.startsWith('[') || !value.endsWith(']')) return value;
  const list = value.slice(1, -1).split(',');
  return list.map((item) => item.trim()).filter((item) => item !== '');
}

/** Sections start with a line `=== name ===`; null when one is named twice or words stand before the first. */
function readSections(body: string): Map<string, string> | null {
  const [before = '', ...pieces] = body.split(/^=== ([a-z]+) ===$/mu);
  const sections = new Map<string, string>();
  for (let at = 0; at < pieces.length; at += 2) sections.set(pieces[at] ?? '', (pieces[at + 1] ?? '').trim());
  return before.trim() === '' && sections.size === pieces.length / 2 ? sections : null;
}

const placeholdersOf = (words: string): string[] => Array.from(words.matchAll(placeholder), (found) => found[1] ?? '');
