// Where a paired screen goes; what else its address asked for goes along.

export function screen_address(page: string, log: string, name: string): string {
  const { origin, searchParams } = new URL(page);
  searchParams.delete("wall");
  searchParams.set("screen", name);
  return `${origin}/d/${encodeURIComponent(log)}?wall&${searchParams.toString()}`;
}
