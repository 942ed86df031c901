// RoosterJS in the place where Outlook on the web keeps it.
import { Editor } from "roosterjs-content-model-core";
import { createDomToModelContext, domToContentModel } from "roosterjs-content-model-dom";
import { EditPlugin, PastePlugin, ShortcutPlugin } from "roosterjs-content-model-plugins";
import { OUTLOOK, place, ready, trusted } from "../opening.js";

const parent = document.createElement("div");
parent.id = "editorParent_1";
const box = document.createElement("div");
box.id = "box";
parent.append(box);
place.append(parent);
const opening = document.createElement("div");
opening.innerHTML = trusted(OUTLOOK);
const editor = new Editor(box, {
  plugins: [new EditPlugin(), new PastePlugin(), new ShortcutPlugin()],
  initialModel: domToContentModel(opening, createDomToModelContext()),
});

function textOfBlocks(blocks) {
  return blocks
    .map((block) => {
      if (block.blockType === "BlockGroup") return textOfBlocks(block.blocks);
      const segments = block.segments ?? [];
      return segments
        .map((segment, at) => {
          if (segment.segmentType === "Br") return at < segments.length - 1 ? "\n" : "";
          return segment.segmentType === "Text" ? segment.text : "";
        })
        .join("");
    })
    .join("\n");
}
ready(() => textOfBlocks(editor.getContentModelCopy("clean").blocks));
