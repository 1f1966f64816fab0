// What a device keeps for its reader. It may forbid keeping things; then it forgets.

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`dais.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`dais.${name}`, value);
  } catch {
    return;
  }
}
