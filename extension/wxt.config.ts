import { resolve } from "node:path";
import { defineConfig } from "wxt";

// Gives the extension the same id, and so the same Origin, on every machine. The public half of a key pair; secret to nobody.
const KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAueoli082V6jjbs+pqlrtjt3ZibWLFqTHHD+BJ4DplZlLuo00WwfIgqZJpq1ZKlt9rKzwPQYh0B+MVztgxkWqHr58yJYJr3kXxk/SI95Mco+Ubc2qRpbl90xO5nBmcTKzKW3ib3AZXPkgww0jCual6+7/ZoJuaSxjrznntXVIStIJT4QY2xoAs3gTdECoX0s0ePE2wrHQf/Am7GZjYxPEBkJ62tXxLuCIceYNpja4X+/IHTgtwhDt/zrN87mjRvC9sMkE4onxCMzc6YnhjzOCDYO/vjZmvvTEsFa/qEtu3UNei+ptygj7ZKtKflujXKlLgGx3cqpjiqI6Ru6oxaMqqQIDAQAB";

// Tests call the insertion through it; no other build has it.
const INSERTION_PROBE = resolve(import.meta.dirname, "insertion/probe.content.ts");

export default defineConfig({
  imports: false,
  hooks: {
    "entrypoints:found": (wxt, found) => {
      if (wxt.config.mode === "test")
        found.push({ name: "insertion_probe", type: "content-script", inputPath: INSERTION_PROBE });
    },
  },
  manifestVersion: 3,
  outDirTemplate: "{{browser}}-mv{{manifestVersion}}{{modeSuffix}}",
  zip: { artifactTemplate: "kulanz-{{browser}}.zip", sourcesTemplate: "kulanz-sources.zip" },
  manifest: ({ browser }) => ({
    name: "__MSG_name__",
    description: "__MSG_description__",
    default_locale: "en",
    key: browser === "chrome" ? KEY : undefined,
    minimum_chrome_version: browser === "chrome" ? "120" : undefined,
    browser_specific_settings:
      browser === "firefox"
        ? {
            gecko: {
              id: "kulanz@kulanz.example",
              strict_min_version: "142.0",
              data_collection_permissions: { required: ["personalCommunications", "websiteContent"] },
            },
          }
        : undefined,
    permissions: ["storage", "scripting", "activeTab", "clipboardWrite"],
    host_permissions: ["http://127.0.0.1/*", "https://mail.google.com/*", "https://*.zendesk.com/*"],
    optional_host_permissions: ["https://*/*", "http://*/*"],
    action: { default_title: "__MSG_open__" },
    commands: {
      "draft-reply": {
        suggested_key: { default: "Alt+Shift+K" },
        description: "__MSG_shortcut__",
      },
    },
    web_accessible_resources: [
      browser === "firefox"
        ? { resources: ["panel.html"], matches: ["<all_urls>"] }
        : { resources: ["panel.html"], matches: ["<all_urls>"], use_dynamic_url: true },
    ],
  }),
});
