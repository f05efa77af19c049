/** The words a letter is made of, in one language and register. `{…}` marks are filled by code; a line without its facts is left out. */
export interface Words {
  /** First line after the greeting; `plain` when a fact it would name is unknown. */
  opening: string;
  plain: string;
  /** Another first line, for a draft sent back for its tone. */
  warmer: string;
  /** What the intent itself adds, when its own ask was not answered otherwise. */
  core: string;
  closing: string;
}

export interface Phrases {
  vous: Words;
  tu: Words;
  en: Words;
}
