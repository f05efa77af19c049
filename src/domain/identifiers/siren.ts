/** La Poste's establishments have SIRETs that fail Luhn; their digits add up to a multiple of 5 instead (INSEE). */
const laPoste = '356000000';

/** Nine zeros pass Luhn and fill forms: nobody has them. */
export const validSiren = (text: string): boolean => /^(?!0{9})\d{9}$/u.test(digits(text)) && luhn(digits(text));

/** A SIRET is a SIREN and five digits (NIC). */
export function validSiret(text: string): boolean {
  const number = digits(text);
  if (!/^(?!0{9})\d{14}$/u.test(number)) return false;
  if (luhn(number)) return luhn(number.slice(0, 9));
  return number.startsWith(laPoste) && sum(number) % 5 === 0;
}

export const digits = (text: string): string => text.replace(/[\s.\u00A0\u202F-]/gu, '');

function luhn(number: string): boolean {
  const total = Array.from(number, Number)
    .toReversed()
    .reduce((running, digit, place) => {
      const value = digit * (place % 2 === 0 ? 1 : 2);
      return running + (value > 9 ? value - 9 : value);
    }, 0);
  return total % 10 === 0;
}

const sum = (number: string): number => Array.from(number, Number).reduce((total, digit) => total + digit, 0);
