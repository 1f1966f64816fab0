// What an authenticator app reads off the square: the key URI that apps agree on, and the secret to type by hand.

export function totp_address(sign_in_name: string, secret: string): string {
  return `otpauth://totp/Dais:${encodeURIComponent(sign_in_name)}?secret=${secret}&issuer=Dais`;
}

/** In fours, as people read it aloud. */
export const in_fours = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");

/** Digits alone, however somebody writes them. */
export const digits_of = (text: string): string => text.replace(/[\u0660-\u0669]/g, western).replace(/\D/g, "");

// An Arabic keyboard writes Arabic digits.
const western = (digit: string): string => String(digit.charCodeAt(0) - 0x660);
