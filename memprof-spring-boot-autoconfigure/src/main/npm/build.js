// Bundles what libraries.js names into the page's resources, beside the licence of each package that is in the bundle. The result is
// committed, so that a build of memprof needs no node; the same lock file gives the same bytes.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const page = join(here, "../resources/io/memprof/autoconfigure/page");

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["libraries.js"],
  outdir: page,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
});

const packages = new Set(
  Object.keys(metafile.inputs)
    .map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
    .filter(Boolean),
);
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((candidate) => /^licen[sc]e/i.test(candidate));
  if (!file) {
    throw new Error(`${name} has no licence file`);
  }
  return `${name} ${version}, ${license}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(page, "licences.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));
