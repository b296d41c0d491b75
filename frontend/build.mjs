// Builds the five bundles, the icon sprite and the licence list into the package's static folder.
import { build } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const ui = join(here, "..", "src", "tongpan", "ui", "static");
const out = join(ui, "built");
const modules = join(here, "node_modules");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

await build({
  entryPoints: ["base", "map", "chart", "report", "evidence"].map((name) => join(here, "src", `${name}.ts`)),
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome90", "firefox90", "safari14.1"],
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});

// MapLibre starts its worker from a file of its own, and that file imports its siblings.
const maplibre = join(modules, "maplibre-gl", "dist");
await build({
  entryPoints: [join(maplibre, "maplibre-gl-worker.mjs")],
  outfile: join(out, "map-worker.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome90", "firefox90", "safari14.1"],
  legalComments: "none",
  logLevel: "warning",
});

const names = JSON.parse(await readFile(join(ui, "ui", "icons.json"), "utf8"));
const symbols = await Promise.all(
  names.map(async (name) => {
    const svg = await readFile(join(modules, "@tabler", "icons", "icons", "outline", `${name}.svg`), "utf8");
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
  }),
);
await writeFile(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);

const licences = [];
for (const name of ["htmx.org", "idb", "maplibre-gl", "echarts", "zrender", "@tabler/icons"]) {
  const folder = join(modules, ...name.split("/"));
  const facts = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(join(folder, file), "utf8") : "";
  licences.push(`${facts.name} ${facts.version} — ${facts.license}\n\n${text}`);
}
await writeFile(join(out, "LICENSES.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
