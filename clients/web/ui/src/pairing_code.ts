// The code on a big screen, which people read across a hall and type.

/** "7K2M-9QXT": capitals are read more easily from afar. */
export const shown_code = (code: string): string => code.toUpperCase();

/** As the server has it: its alphabet has no o, i and l, which are taken for digits. */
export function typed_code(text: string): string {
  const plain = text.toLowerCase().replace(/o/g, "0").replace(/[il]/g, "1").replace(/[^0-9a-z]/g, "");
  return plain.length === 8 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : plain;
}
