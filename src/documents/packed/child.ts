import { answerParent } from '../answer-parent.ts';
import { Refused } from '../refused.ts';
import { openPacked } from './open.ts';
import type { PackedAnswer, PackedQuestion } from './read.ts';

// A program of its own (see sandbox.ts): bombs inflate here.

answerParent(answer);

async function answer({ bytes, mediaType: signed }: PackedQuestion): Promise<PackedAnswer> {
  let mediaType = signed;
  try {
    const packed = await openPacked(bytes, (known) => {
      mediaType = known;
    });
    return { mediaType, ...packed };
  } catch (error) {
    return { mediaType, unreadable: error instanceof Refused ? error.reason : 'malformed' };
  }
}
