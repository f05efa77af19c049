import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readDocument } from '../../src/documents/read-document.ts';
import { unreadables } from '../../src/documents/reading.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');

test.each([
  ['active-content', 'a page', utf8('<!DOCTYPE html><p>Bonjour'), 'facture.pdf'],
  ['active-content', 'a page after a comment', utf8('\uFEFF <!-- a -->\n<script>1</script>'), 'a.txt'],
  ['active-content', 'a page in UTF-16', Buffer.from('\uFEFF<html>', 'utf16le'), 'a'],
  [
    'active-content',
    'XHTML',
    utf8('<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"/>'),
    'a.xml',
  ],
  ['active-content', 'a drawing', utf8('<?xml version="1.0"?>\n<!DOCTYPE svg><svg onload="a()"/>'), 'logo.png'],
  ['active-content', 'a drawing with a prefix', utf8('<s:svg xmlns:s="http://www.w3.org/2000/svg"/>'), 'a'],
  ['active-content', 'by its name', utf8('window.location = 1'), 'facture.html'],
  ['executable', 'a program', utf8('MZ\u0090'), 'facture.pdf'],
  ['executable', 'a program that is also a PDF', utf8('MZ\n%PDF-1.7\n'), 'facture.pdf'],
  ['executable', 'a shell script', utf8('#!/bin/sh\nrm -rf /'), 'a.txt'],
  ['executable', 'a script by its name', utf8('WScript.Echo 1'), 'facture.VBS'],
  ['executable', 'a shortcut', Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), 'facture.pdf'],
  ['executable', 'a shortcut to a page', utf8('[InternetShortcut]\nURL=file://x'), 'a.url'],
  ['executable', 'whatever its name runs', Buffer.from([0, 1, 2, 3]), 'a.scr'],
  ['unsupported-archive', 'RAR', Buffer.from('526172211a0700cf90730000', 'hex'), 'a.rar'],
  ['unsupported-archive', '7-Zip', Buffer.from('377abcaf271c0004', 'hex'), 'a.7z'],
  ['empty', 'nothing', Buffer.alloc(0), 'facture.pdf'],
])('%s: %s', async (unreadable, _, bytes, name) => {
  expect(await readDocument(bytes, name)).toMatchObject({ unreadable });
});

test('what only looks like it is read', async () => {
  for (const text of ['<Order xmlns="urn:x"/>', 'a < b and <c>', '2 < 3\n<bonjour>', 'From here on: nothing\n']) {
    expect(await readDocument(utf8(text), 'a.txt')).toMatchObject({ text });
  }
});

test.each(['fr', 'en'])('a person is told what to do about each reason (%s)', async (language) => {
  const words = JSON.parse(await readFile(`src/web/locales/${language}.json`, 'utf8')) as Record<string, string>;
  expect(unreadables.filter((reason) => !words[`reason.${reason}`])).toEqual([]);
});
