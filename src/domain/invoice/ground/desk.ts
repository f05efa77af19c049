import { sureConfidence, type Place } from '../../document.ts';
import type { FieldPath } from '../../invoice.ts';
import { placeOf, piecesOf, type Spot } from './lines.ts';
import type { Printed } from './printed.ts';

/** What is wrong with an answer, for the model to be told; the prompt says what each code means. */
export interface Fault {
  code: 'absent' | 'label' | 'quote' | 'sum' | 'due' | 'rate' | 'own-seller' | 'identifiers' | 'other-invoice';
  fields: FieldPath[];
  /** The model's own words for the value; empty where the fault lies between several. */
  said: string;
}

/** Where the values of one answer are laid while it is looked for on the page. */
export interface Desk {
  /** The model saw the page itself. */
  image: boolean;
  places: Record<FieldPath, Place[]>;
  /** Lines on which each value was found. */
  standing: Map<FieldPath, number[]>;
  unsure: Set<FieldPath>;
  /** Found by an OCR that is not believed, seen on the image alone, or under no label of its own: sure only when something proves it. */
  doubted: Set<FieldPath>;
  /** Found under their own labels. */
  labelled: Set<FieldPath>;
  faults: Fault[];
  lay(field: FieldPath, spots: readonly Spot[]): void;
  /** The value if it may be kept: on an image the words of a bad OCR disprove nothing. */
  miss<T>(field: FieldPath, said: string, value: T | null): T | null;
  blame(code: Fault['code'], fields: FieldPath[], said?: string): void;
}

export function createDesk({ lines }: Printed, image: boolean): Desk {
  const desk: Desk = {
    image,
    places: {},
    standing: new Map(),
    unsure: new Set(),
    doubted: new Set(),
    labelled: new Set(),
    faults: [],
    lay(field, spots) {
      desk.places[field] = spots.flatMap((spot) => placeAt(spot) ?? []);
      desk.standing.set(
        field,
        spots.map(({ line }) => line),
      );
      if (!spots.every(legible)) desk.doubted.add(field);
    },
    miss(field, said, value) {
      if (image) desk.doubted.add(field);
      else desk.blame('absent', [field], said);
      return image ? value : null;
    },
    blame(code, fields, said = '') {
      desk.faults.push({ code, fields, said });
      for (const field of fields) desk.unsure.add(field);
    },
  };
  return desk;

  function placeAt(spot: Spot): Place | null {
    const line = lines[spot.line];
    return line ? placeOf(line, spot) : null;
  }

  /** The mean of a page says nothing about a smudge on it: the value's own words are held to the same figure. */
  function legible(spot: Spot): boolean {
    const line = lines[spot.line];
    if (!line) return false;
    const pieces = piecesOf(line, spot.start, spot.end);
    const sum = pieces.reduce((total, { confidence }) => total + confidence, 0);
    return line.legible && sum >= sureConfidence * pieces.length;
  }
}
