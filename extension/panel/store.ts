/** A value that says when it changes. */
import { useEffect, useState } from "preact/hooks";

export class Store<T extends object> {
  private readonly listeners = new Set<() => void>();

  constructor(public now: T) {}

  set(changed: Partial<T>): void {
    this.now = { ...this.now, ...changed };
    for (const listener of this.listeners) listener();
  }

  follow(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The value now, drawn again whenever it changes. */
export function useNow<T extends object>(store: Store<T>): T {
  const [now, setNow] = useState(store.now);
  useEffect(() => {
    setNow(store.now);
    return store.follow(() => setNow(store.now));
  }, [store]);
  return now;
}
