import { useMemo } from "react";
import { createRoot } from "react-dom/client";
import { createEditor, Node } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";
import { LINES, place, ready } from "../opening.js";

const editor = withHistory(withReact(createEditor()));
const opening = LINES.map((text) => ({
  type: "paragraph",
  children: [{ text }],
}));

// Slate binds no keys for undo itself; its documentation leaves them to the page.
function undoOnCtrlZ(event) {
  if (!event.ctrlKey || event.key !== "z") return;
  event.preventDefault();
  editor.undo();
}

function Reply() {
  const initial = useMemo(() => opening, []);
  return (
    <Slate editor={editor} initialValue={initial}>
      <Editable placeholder="Antwort" onKeyDown={undoOnCtrlZ} />
    </Slate>
  );
}
createRoot(place).render(<Reply />);
ready(() => editor.children.map((block) => Node.string(block)).join("\n"));
