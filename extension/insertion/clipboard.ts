/** The last resort: the draft in the clipboard, to be pasted by the agent's own hand. */

/** Whether it is there. Done by the command, not by `navigator.clipboard`, which pages without https do not have. */
export function copyToClipboard(text: string): boolean {
  const copy = (event: ClipboardEvent): void => {
    event.stopImmediatePropagation();
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
  };
  window.addEventListener("copy", copy, { capture: true, once: true });
  const copied = document.execCommand("copy");
  window.removeEventListener("copy", copy, { capture: true });
  return copied;
}
