// A language that nobody speaks (BCP 47 en-XA, as browsers and phones have it): English with marks on its letters, half as long
// again and in brackets, so that what is not translated, and what has no room for longer words, is seen at a glance.

export const pseudo_language = "en-XA";

const plain = "aceginorsuyACEGINORSUY";
const marked = "åçéĝîñöŕšûýÅÇÉĜÎÑÖŔŠÛÝ";

/** "Now" as "⟦Ñöw ~~⟧". */
export function pseudo(text: string): string {
  if (text === "") return "";
  const letters = text.replace(/[a-z]/gi, (one) => marked[plain.indexOf(one)] ?? one);
  const longer = Math.ceil(text.length / 2);
  // Broken where words are: no language has words of a hundred letters.
  const tail = Array.from({ length: Math.ceil(longer / 8) }, (_, index) => "~".repeat(Math.min(8, longer - index * 8))).join(" ");
  return `⟦${letters} ${tail}⟧`;
}
