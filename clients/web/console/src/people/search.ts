// Finds people and things by what somebody remembers of their name: every word, in any order, without accents.

const plain = (text: string): string => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

export function found<Item>(items: readonly Item[], search: string, text_of: (item: Item) => string): readonly Item[] {
  const words = plain(search).split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = plain(text_of(item));
    return words.every((word) => text.includes(word));
  });
}
