// Each in its turn: static imports are all looked up before the first line runs.
await import('./quick-imports.ts');
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine();
