/** Programs, and what the system hands to one. */
const programs: ReadonlySet<string> = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/x-dex',
  'application/wasm',
  'application/x-ms-shortcut',
  'application/vnd.ms-htmlhelp',
  'application/vnd.android.package-archive',
  'application/java-archive',
  'application/x-deb',
  'application/x-rpm',
  'application/x-apple-diskimage',
  'application/x-msi',
  'text/x-script',
]);
/** Whatever its bytes are: this is how a person's system would treat it. */
const programName = /\.(?:exe|scr|pif|cpl|msi|msix|appx|jar|apk|dll|sys|lnk|chm|xll|app|dmg|iso|img|vhdx?|one)$/iu;
/** They act when they are shown: scripts, forms, what is fetched from elsewhere. */
const pages: ReadonlySet<string> = new Set(['text/html', 'image/svg+xml', 'application/xhtml+xml']);

const archives: ReadonlySet<string> = new Set([
  'application/x-7z-compressed',
  'application/x-rar-compressed',
  'application/gzip',
  'application/x-bzip2',
  'application/x-xz',
  'application/x-tar',
  'application/zstd',
  'application/x-compress',
  'application/x-lzip',
  'application/x-arj',
  'application/x-ace-compressed',
  'application/vnd.ms-cab-compressed',
  'application/x-archive',
]);

/** Why a document is kept and not opened, for what it is alone; null: it may be tried. */
export function neverOpened(
  mediaType: string,
  name: string,
): 'executable' | 'active-content' | 'unsupported-archive' | null {
  if (programs.has(mediaType) || programName.test(name)) return 'executable';
  if (pages.has(mediaType)) return 'active-content';
  return archives.has(mediaType) ? 'unsupported-archive' : null;
}
