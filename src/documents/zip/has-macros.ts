/** Word, Excel and PowerPoint keep VBA in one file, and the macros of before in sheets of their own. */
const officeMacros = /(?:^|\/)vbaproject\.bin$|^xl\/macrosheets\//iu;
/** The lists of libraries are written even where there is no macro. */
const openDocumentMacros = /^(?:Basic\/(?!.*script-l[bc]\.xml$).+|Scripts\/.+)/u;

/** Whether a package holds programs, by the names of its files. */
export function hasMacros(names: readonly string[]): boolean {
  return names.some((name) => officeMacros.test(name) || openDocumentMacros.test(name));
}
