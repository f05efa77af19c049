import { decimalOf } from '../../../domain/invoice/cents.ts';
import { element } from '../xml.ts';

/** An ISO day in the format 102 of UNTDID 2379 (CCYYMMDD); `qdt` in references. */
export const dateTime = (day: string, prefix: 'udt' | 'qdt' = 'udt') =>
  element(`${prefix}:DateTimeString`, day.replaceAll('-', ''), { format: '102' });

export const amount = (name: string, cents: number, attributes: Record<string, string> = {}) =>
  element(`ram:${name}`, decimalOf(cents), attributes);

/** Hundredths of a percent. */
export const percent = (name: string, rate: number) => element(`ram:${name}`, decimalOf(rate));

export const indicator = (value: boolean) => element('ram:ChargeIndicator', [element('udt:Indicator', String(value))]);
