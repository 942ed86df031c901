/** The service's address as people type or paste it. Pure. */

/** `http://127.0.0.1:8410` out of `127.0.0.1:8410/console/pairing`; null where it is no web address. */
export function readAddress(typed: string): string | null {
  const text = typed.trim();
  const isLocal = /^(localhost|127\.|\[::1\])/.test(text);
  const address = /^https?:\/\//i.test(text) ? text : `${isLocal ? "http" : "https"}://${text}`;
  if (!URL.canParse(address)) return null;
  const { origin, hostname } = new URL(address);
  return /^[\w.-]+$|^\[[\da-f:]+\]$/i.test(hostname) ? origin : null;
}

/** What the browser is asked to allow before this address can be reached. Permissions know no ports. */
export function permissionFor(address: string): string {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}
