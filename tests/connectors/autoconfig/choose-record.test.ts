import { expect, test } from 'vitest';
import { chooseRecord } from '../../../src/connectors/autoconfig/choose-record.ts';

const record = (name: string, priority: number, weight: number) => ({ name, port: 993, priority, weight });

test('the lowest priority wins, whatever its weight', () => {
  expect(chooseRecord([record('b.example', 20, 90), record('a.example', 10, 0)])?.name).toBe('a.example');
});

test('within one priority, chance goes by weight', () => {
  const both = [record('small.example', 0, 1), record('large.example', 0, 3)];
  const at = (chance: number) => chooseRecord(both, () => chance)?.name;
  expect([at(0), at(0.24), at(0.26), at(0.99)]).toEqual([
    'small.example',
    'small.example',
    'large.example',
    'large.example',
  ]);
  expect(chooseRecord([record('a.example', 0, 0), record('b.example', 0, 0)], () => 0.99)?.name).toBe('a.example');
});

test('the root as target says that there is no such service', () => {
  expect(chooseRecord([record('', 0, 0)])).toBeNull();
  expect(chooseRecord([record('.', 0, 0)])).toBeNull();
  expect(chooseRecord([])).toBeNull();
});
