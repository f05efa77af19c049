import type { Place } from '../../../domain/document.ts';

/** A value read, where it stands, and whether a second witness stands by it. */
export interface Found<T> {
  value: T;
  places: Place[];
  sure: boolean;
}
