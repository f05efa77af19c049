/** Those properties of a style that decide whether text is seen, in lower case. */
export type Declarations = Map<string, string>;

/** A hand-written style has ten declarations; values that matter here are short. */
const MAX_STYLE = 8192;
const MAX_VALUE = 100;

const properties = new Set(
  'background background-color clip clip-path color display font font-size height left margin-left margin-top max-height max-width opacity overflow overflow-x overflow-y right text-indent top transform visibility width'.split(
    ' ',
  ),
);

export function readDeclarations(style: string): Declarations {
  const declared: Declarations = new Map();
  for (const declaration of style.slice(0, MAX_STYLE).toLowerCase().split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, Math.max(0, colon)).trim();
    if (!properties.has(property)) continue;
    const value = declaration.slice(colon + 1).replace('!important', '');
    declared.set(property, value.trim().slice(0, MAX_VALUE).replaceAll(/\s+/gu, ' '));
  }
  return declared;
}
