import { useState } from "react";
import { createRoot } from "react-dom/client";
import { place, ready, TEXT } from "../opening.js";

let state = TEXT;
function Reply() {
  const [text, setText] = useState(TEXT);
  state = text;
  return <textarea id="box" value={text} onChange={(event) => setText(event.target.value)} />;
}
createRoot(place).render(<Reply />);
ready(() => state);
