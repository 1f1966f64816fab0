// A device that shows a screen does not go to sleep, where the browser lets a page ask for that.

export function stay_awake(): void {
  const ask = (): void => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    // It may say no, as with an empty battery: then the device does as it is set.
    void navigator.wakeLock.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
