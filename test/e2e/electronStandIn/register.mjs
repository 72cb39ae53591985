import { registerHooks } from 'node:module';
import { URL } from 'node:url';

/**
 * Loaded before the built main process (`node --import`): whoever asks for `electron` gets the stand-in beside this
 * file. Everything else is the product's own build, unchanged.
 */
const standIn = new URL('./electron.ts', import.meta.url).href;
const folder = new URL('./', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'electron') return { url: standIn, shortCircuit: true };
    const isOurs = context.parentURL?.startsWith(folder) === true && specifier.startsWith('./');
    // Node strips the types of the stand-in's files, but wants to be told their extension.
    return nextResolve(isOurs && !specifier.endsWith('.ts') ? `${specifier}.ts` : specifier, context);
  },
});
