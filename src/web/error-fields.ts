/**
 * What a log may hold of an error: names, codes and where it was thrown. Never its message: a failed query's message
 * carries the parameters, which are somebody's mail.
 */
export function errorFields(error: unknown): { error: string; code?: string; cause?: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const code = codeOf(error);
  const { cause } = error;
  return {
    error: error.name,
    ...(code !== null && { code }),
    ...(cause instanceof Error && { cause: [cause.name, codeOf(cause)].filter(Boolean).join(' ') }),
    at: framesOf(error),
  };
}

/** Enough to find the place, not the whole loop underneath it. */
const mostFrames = 8;

/** A stack repeats the message above its frames, and a message may look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = message === '' ? 0 : stack.indexOf(message) + message.length;
  const frames = stack
    .slice(start)
    .split('\n')
    .map((line) => line.trim());
  return frames.filter((line) => line.startsWith('at ')).slice(0, mostFrames);
}

const codeOf = (error: Error): string | null => ('code' in error && typeof error.code === 'string' ? error.code : null);
