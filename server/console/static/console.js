// What htmx does not do by itself: copying, saying that the service is away, and showing a new result.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  if (!(await copied(source))) return;
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = label), 2000);
});

// Browsers give the clipboard only to secure pages; elsewhere the text is selected, ready for Ctrl+C.
async function copied(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    return false;
  }
}

document.addEventListener("htmx:beforeRequest", () => {
  document.getElementById("problem")?.replaceChildren();
  document.getElementById("offline").hidden = true;
});

document.addEventListener("htmx:sendError", () => {
  const notice = document.getElementById("offline");
  notice.hidden = false;
  notice.scrollIntoView({ block: "nearest" });
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "problem") event.target.scrollIntoView({ block: "nearest" });
  const done = document.getElementById("done");
  if (event.target.id !== "result" || !done) return;
  done.textContent = "";
  requestAnimationFrame(() => (done.textContent = done.dataset.text));
  // After a correction the manager stays where the fact is; after the button the result comes into view.
  if (event.detail.requestConfig.triggeringEvent?.type === "submit") {
    const top = event.target.getBoundingClientRect().top;
    if (top < 0 || top > innerHeight / 2) event.target.scrollIntoView();
  }
});
