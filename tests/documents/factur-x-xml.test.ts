import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCii } from '../../src/documents/factur-x/cii.ts';
import { everyKind } from './factur-x/drafts.ts';

const entry = createRequire(import.meta.url).resolve('@stackforge-eu/factur-x');
const schema = path.join(path.dirname(entry), '..', 'schema', 'en16931', 'FACTUR-X_EN16931.xsd');
let xsd: XsdValidator;

beforeAll(() => {
  xmlRegisterFsInputProviders();
  using document = XmlDocument.fromBuffer(readFileSync(schema), { url: schema });
  xsd = XsdValidator.fromDoc(document);
});
afterAll(() => xsd.dispose());

describe('the XML of a sale', () => {
  test.each(Object.keys(everyKind))('%s: is valid by the schema of Factur-X 1.09, profile EN 16931', (kind) => {
    const xml = toCii(everyKind[kind]!());
    using document = XmlDocument.fromString(xml);
    expect(() => xsd.validate(document)).not.toThrow();
  });
});
