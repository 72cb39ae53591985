import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/**
 * One build, three shells. Main has an entry a shell (`desktop` is the only one that may import electron);
 * the preload is one CommonJS file because a sandboxed preload cannot be a module; the renderer is plain files
 * that both the desktop window and the browser shell serve.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      outDir: 'out/main',
      // ssh2 is CommonJS whose exports Node cannot see by name; bundled, it needs nothing at run time. Its optional native
      // add-ons stay out: the pure JavaScript does all that sampling needs.
      externalizeDeps: { exclude: ['ssh2'] },
      rolldownOptions: {
        input: {
          desktop: resolve(root, 'src/main/desktop/index.ts'),
          serve: resolve(root, 'src/main/serve/index.ts'),
          cli: resolve(root, 'src/main/cli/index.ts'),
        },
        external: [/\.node$/],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(root, 'src/preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    plugins: [vue()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      target: 'chrome140',
      minify: true,
      // A data: URL is not 'self' to the CSP, so every asset stays a file.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: resolve(root, 'src/renderer/index.html') },
    },
  },
});
