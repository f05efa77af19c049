import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose tests start servers and wait for them; the last to begin would be waited for alone. */
const long = ['scenarios', 'store', 'connectors', 'corpora', 'web'];

/** A fresh checkout knows no durations: what waits most begins first, what only computes fills the rest. */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => rank(a) - rank(b)));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = long.findIndex((folder) => moduleId.includes(`/tests/${folder}/`));
  return at === -1 ? long.length : at;
}
