/**
 * The directions of ARCHITECTURE.md once more, for the editor: dependency-cruiser is the gate, this marks the line
 * while it is being typed. ESLint takes the last `no-restricted-imports` that fits a file, so every entry is complete.
 */

const NODE_BUILTIN = { regex: '^node:', message: 'Only main may use Node.' };
const ELECTRON = { regex: '^electron($|/)', message: 'Only src/main/desktop and src/preload know Electron.' };
const SSH = { regex: '^ssh(2|-config)($|/)', message: 'Only src/main/ssh knows SSH libraries.' };
const ECHARTS = { regex: '^echarts($|/)', message: 'Only src/renderer/src/charts knows ECharts.' };
const ZOD = { regex: '^zod($|/)', message: 'Schemas live in src/shared/schema.' };
const PAGE_LIBRARY = {
  regex: '^(vue|vue-router|vue-i18n|pinia|reka-ui|@vueuse/|@tanstack/|@lucide/)',
  message: 'Only the renderer draws.',
};
const SERVER_LIBRARY = { regex: '^(ws|@orpc/server)($|/)', message: 'Only main answers.' };
const MAIN = { regex: '^(\\.\\./)+main/', message: 'main is out of reach from here: use src/shared.' };
const RENDERER = {
  regex: '^(\\.\\./)+renderer/',
  message: 'The renderer is out of reach from here: use src/shared.',
};
const PRELOAD = { regex: '^(\\.\\./)+preload(/|$)', message: 'Nothing imports the preload.' };
const SHARED_API = { regex: '^(\\.\\./)*api/', message: 'The model does not know how it travels.' };

/** The page's bridge to main is read in one place, so that there is one place to review. */
const BRIDGE_GLOBAL = [
  {
    object: 'window',
    property: 'lowmark',
    message: 'Only src/renderer/src/bridge.ts reads the window global.',
  },
  {
    object: 'globalThis',
    property: 'lowmark',
    message: 'Only src/renderer/src/bridge.ts reads the window global.',
  },
];

function forbid(files, patterns, ignores = []) {
  return { files, ignores, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const IN_SHARED = [
  NODE_BUILTIN,
  ELECTRON,
  SSH,
  ECHARTS,
  PAGE_LIBRARY,
  SERVER_LIBRARY,
  MAIN,
  RENDERER,
  PRELOAD,
];
const IN_MAIN = [ECHARTS, PAGE_LIBRARY, RENDERER, PRELOAD, ZOD];
const IN_RENDERER = [NODE_BUILTIN, ELECTRON, SSH, SERVER_LIBRARY, MAIN, PRELOAD];

/** @type {import('eslint').Linter.Config[]} */
export const importRules = [
  forbid(['src/shared/**/*.ts'], [...IN_SHARED, ZOD], ['src/shared/schema/**', 'src/shared/api/**']),
  forbid(['src/shared/schema/**/*.ts', 'src/shared/api/**/*.ts'], IN_SHARED),
  forbid(['src/shared/model/**/*.ts'], [...IN_SHARED, ZOD, SHARED_API]),
  forbid(['src/main/**/*.ts'], [...IN_MAIN, ELECTRON, SSH]),
  forbid(['src/main/desktop/**/*.ts'], [...IN_MAIN, SSH]),
  forbid(['src/main/ssh/**/*.ts'], [...IN_MAIN, ELECTRON]),
  forbid(
    ['src/preload/**/*.ts'],
    [NODE_BUILTIN, SSH, ECHARTS, ZOD, PAGE_LIBRARY, SERVER_LIBRARY, MAIN, RENDERER],
  ),
  forbid(
    ['src/renderer/**/*.{ts,vue}'],
    [...IN_RENDERER, ECHARTS, ZOD],
    ['src/renderer/src/zodWithoutEval.ts'],
  ),
  forbid(['src/renderer/src/charts/**/*.{ts,vue}'], [...IN_RENDERER, ZOD]),
  {
    files: ['src/renderer/**/*.{ts,vue}'],
    ignores: ['src/renderer/src/bridge.ts'],
    rules: { 'no-restricted-properties': ['error', ...BRIDGE_GLOBAL] },
  },
];
