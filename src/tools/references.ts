import type { Claim } from '../domain/proposal.ts';

type Source = NonNullable<Claim['source']>;
export type SourceId = Pick<Source, 'kind' | 'id'>;

/** Short names for what a run has shown the model (`m1`, `k2`): cheap to repeat, and only what was shown can be cited. */
export interface References {
  refer(kind: Source['kind'], id: string): string;
  /** Null for a reference that this run never gave. */
  resolve(reference: string): SourceId | null;
}

export function createReferences(clientId: string): References {
  const known = new Map<string, SourceId>([['profile', { kind: 'profile', id: clientId }]]);
  const names = new Map<string, string>();
  return {
    refer(kind, id) {
      const key = `${kind} ${id}`;
      const name = names.get(key) ?? nextName(kind);
      names.set(key, name);
      known.set(name, { kind, id });
      return name;
    },
    resolve: (reference) => known.get(reference.trim().toLowerCase()) ?? null,
  };

  function nextName(kind: Source['kind']): string {
    const letter = kind.slice(0, 1);
    let number = 1;
    while (known.has(`${letter}${number}`)) number += 1;
    return `${letter}${number}`;
  }
}
