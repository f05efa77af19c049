/** Stable codes, shown as `state.<code>`. */
export type Unreadable = 'unsupported' | 'too-large' | 'too-slow' | 'encrypted' | 'malformed';

/** What a format's reader finds. `pages` null: the format has none. */
export type Reading = { pages: number | null; text: string } | { unreadable: Unreadable };
