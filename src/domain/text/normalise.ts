/** Longest text read by an agent or a check, in UTF-16 units: about 60 printed pages; the rest is padding or an attack. */
export const maxTextLength = 200_000;

// Emoji keep their joiners and selectors: they are visible. Everything else that draws nothing goes: zero-width,
// bidi controls (CVE-2021-42574), tag characters and selectors (text hidden from people, read by models), fillers.
const invisible =
  /\p{RGI_Emoji}|[[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Noncharacter_Code_Point}\u2800\uFFF9-\uFFFB]--[\n\t]]/gv;
const isEmoji = /^\p{RGI_Emoji}$/v;
const lineBreak = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/**
 * What a person sees of a text: NFC, `\n` for every line break, at most `maxTextLength`. Idempotent.
 * `removed` names each kind of invisible character met, as `U+200B`, in order of first appearance.
 */
export function visibleText(raw: string): { text: string; removed: string[] } {
  const removed = new Set<string>();
  const text = raw
    .slice(0, maxTextLength * 2)
    .toWellFormed()
    .replace(lineBreak, '\n')
    .replace(invisible, (found) => {
      if (isEmoji.test(found)) return found;
      removed.add(`U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
      return '';
    })
    .normalize('NFC');
  return { text: cut(text), removed: [...removed] };
}

/** Never in the middle of a surrogate pair. */
function cut(text: string): string {
  if (text.length <= maxTextLength) return text;
  const last = text.charCodeAt(maxTextLength - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxTextLength - 1 : maxTextLength);
}

// ChatML, Llama, Mistral, Gemma, DeepSeek (full-width bars), Qwen and the tool and thinking marks of chat templates.
const templateToken =
  /<[|｜][^<>\n]{0,60}[|｜]>|<<\/?SYS>>|\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|THINK)\]|<\/?(?:s|bos|eos|pad|unk|mask|start_of_turn|end_of_turn|tool_call|tool_calls|tool_response|function_calls|function|think|thinking|system|assistant|user|human)>/giu;

/** A chat template's own marks are spaced out, so that no tokenizer sees them; readable, idempotent. */
export function neutraliseTemplateTokens(text: string): string {
  return text.replace(templateToken, (token) => `${token.slice(0, 1)} ${token.slice(1, -1)} ${token.slice(-1)}`);
}
