import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { ROOT } from './setUp.mjs';

/**
 * Bundles the benches, or another entry, as the product is bundled, so that what is measured is what runs.
 *
 *     node scripts/bundleBench.mjs TARGET.js [ENTRY.ts]
 */
const [target, entry = join('test', 'bench', 'run.ts')] = process.argv.slice(2);
if (target === undefined) throw new Error('Where to?');

/** A bench finds its recordings and sources where they lie, not beside the bundle. */
const ownPlaces = {
  name: 'own-places',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(ROOT) || id.includes('node_modules') || !code.includes('import.meta.')) return null;
    return code
      .replaceAll(/\bimport\.meta\.dirname\b/g, JSON.stringify(dirname(id)))
      .replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(id).href));
  },
};

await build({
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
  plugins: [ownPlaces],
  build: {
    ssr: join(ROOT, entry),
    target: 'node24',
    outDir: dirname(target),
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: basename(target) } },
  },
});
