import { ContentState, Editor, EditorState } from "draft-js";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { place, ready, TEXT } from "../opening.js";

let current = EditorState.createWithContent(ContentState.createFromText(TEXT));
function Reply() {
  const [state, setState] = useState(current);
  current = state;
  return <Editor editorState={state} onChange={setState} placeholder="Antwort" />;
}
createRoot(place).render(<Reply />);
ready(() => current.getCurrentContent().getPlainText("\n"));
