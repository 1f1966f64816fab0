// What goes into a link: an address of the web, and nothing else.

export function is_web(url: string): boolean {
  return /^https?:\/\//i.test(url);
}
