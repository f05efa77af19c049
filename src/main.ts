import './quick-imports.ts';

// Not a static import: those are all looked up before the first line runs.
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine();
