import { expect, test } from 'vitest';
import { mayForward, parseForwarders } from '../../../src/domain/mail/forwarders.ts';

const list = ['boss@client.example', '@fournisseur.example', 'redirige@hebergeur.example'];

test.each([
  ['boss@client.example', true],
  ['BOSS@Client.example', true],
  ['prvs=1234abcd=boss@client.example', true],
  ['other@client.example', false],
  ['anybody@fournisseur.example', true],
  ['anybody@mx12.fournisseur.example', true],
  ['anybody@faux-fournisseur.example', false],
  ['anybody@fournisseur.example.evil.example', false],
  ['SRS0=HHH=TT=gmail.example=ana@fournisseur.example', true],
  ['SRS0=HHH=TT=gmail.example=ana@hebergeur.example', true],
  ['srs1=HHH=a.example==HHH=TT=gmail.example=ana@hebergeur.example', true],
  ['SRS0=HHH=TT=hebergeur.example=redirige@evil.example', false],
  ['ana@hebergeur.example', false],
  ['', true],
])('%s: %s', (sender, allowed) => {
  expect(mayForward(sender, list)).toBe(allowed);
});

test('an empty list lets anybody', () => expect(mayForward('anybody@x.example', [])).toBe(true));

test.each([
  [
    'Boss@Client.example, @Fournisseur.example\n@café.example;boss@client.example',
    ['boss@client.example', '@fournisseur.example', '@xn--caf-dma.example'],
  ],
  ['', []],
])('%s is read as %s', (text, found) => {
  expect(parseForwarders(text)).toEqual({ list: found, wrong: null });
});

test.each(['client.example', 'boss@', '@', 'a b', 'boss@client', 'josé@client.example', '@a@b.example'])(
  '%s is no forwarder',
  (text) => {
    expect(parseForwarders(text).wrong).not.toBeNull();
  },
);
