/** The other end of a sandbox (sandbox.ts), in the child: answers each question in its turn, and ends with its parent. */
export function answerParent(answer: (question: never) => Promise<unknown>): void {
  process.on('message', ({ id, question }: { id: number; question: never }) => {
    void answer(question).then((found) => process.send?.({ id, answer: found }));
  });
  process.on('disconnect', () => process.exit());
}
