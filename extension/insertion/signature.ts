/** A draft's own signature, which goes where the box has one already. */

/**
 * The draft without the block that says again what the box's signature says.
 *
 * The farewell and the name below it are no signature and stay, unless the box's signature holds both of them.
 */
export function withoutSignature(draft: string, signature: string[]): string {
  if (!signature.length) return draft;
  const said = new Set(signature.map(bare));
  const paragraphs = draft.split(/\n--[  ]?\n/)[0]?.split("\n\n") ?? [];
  let last = paragraphs.pop()?.split("\n") ?? [];
  while (paragraphs.length && last.every((line) => said.has(bare(line)))) last = paragraphs.pop()?.split("\n") ?? [];
  while (last.length > 2 && said.has(bare(last.at(-1) ?? ""))) last.pop();
  return [...paragraphs, last.join("\n")].join("\n\n").trimEnd();
}

function bare(line: string): string {
  return line
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s,.!|·]+/g, " ")
    .trim();
}
