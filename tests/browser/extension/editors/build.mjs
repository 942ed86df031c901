// Bundles each editor's page into dist/: `node build.mjs`.
import { readdirSync } from "node:fs";
import { build } from "esbuild";

await build({
  entryPoints: readdirSync("pages").map((name) => `pages/${name}`),
  outdir: "dist",
  bundle: true,
  format: "iife",
  minify: true,
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"', global: "window" },
  jsx: "automatic",
  logLevel: "error",
});
