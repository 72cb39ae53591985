'use strict';

/**
 * Who may import whom (ARCHITECTURE.md). test/arch holds a small tree for every rule that
 * breaks it and nothing else, so a rule that stops biting fails a test.
 */

/** Matches a package wherever node_modules lies, and the bare name where it is not installed. */
function packages(names) {
  return `(^|/)node_modules/(${names})(/|$)|^(${names})(/|$)`;
}

/** main, from the top: each layer may import those after it, and none before it. */
const LAYERS_OF_MAIN = [
  { name: 'shells', path: '(desktop|serve|cli)/' },
  { name: 'web', path: 'web/' },
  { name: 'app', path: 'app\\.ts$' },
  { name: 'api', path: 'api/' },
  // Reports of kills hang off the fleet, which knows an interface of its own for where its logs go.
  { name: 'incidents', path: 'incidents/' },
  // Policies ask what actions ask, and change nothing themselves.
  { name: 'policies', path: 'policies/' },
  // The only way to write to a host hangs off the fleet, which knows nothing of plans.
  { name: 'actions', path: 'actions/' },
  { name: 'fleet', path: 'fleet/' },
  { name: 'sampling', path: 'sampling/' },
  // A connection becomes a channel and its errors; what is said over the channel is the business of sampling.
  { name: 'ssh', path: 'ssh/', except: '^src/main/sampling/(shellChannel|sourceError)\\.ts$' },
  { name: 'storage', path: 'storage/' },
  { name: 'ground', path: '(clock|log)\\.ts$' },
];

const layerRules = LAYERS_OF_MAIN.slice(1).map(({ name, path, except }, index) => ({
  name: `main-${name}-knows-nothing-above`,
  comment:
    'Inside main the direction is shells, api, incidents, policies, actions, fleet, sampling, ssh, storage.',
  severity: 'error',
  from: { path: `^src/main/${path}` },
  to: {
    path: `^src/main/(${LAYERS_OF_MAIN.slice(0, index + 1)
      .map((above) => above.path)
      .join('|')})`,
    ...(except === undefined ? {} : { pathNot: except }),
  },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(raw|url|worker)$' },
    },
    {
      name: 'shared-stands-alone',
      comment: 'What both sides need may depend on neither.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/(main|renderer|preload)/' },
    },
    {
      name: 'shared-is-pure',
      comment:
        'shared runs in a page and in Node alike: it imports zod and the contract, and nothing that touches a world.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg'],
        pathNot: packages('zod|@orpc/(contract|shared)'),
      },
    },
    {
      name: 'model-knows-no-transport',
      comment: 'The model is what everything else speaks about.',
      severity: 'error',
      from: { path: '^src/shared/(model|series|result\\.ts)' },
      to: { path: '^src/shared/(schema|api|messages)/' },
    },
    {
      name: 'renderer-never-main',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/(main|preload)/' },
    },
    {
      name: 'main-never-renderer',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: '^src/(renderer|preload)/' },
    },
    {
      name: 'preload-only-relays',
      comment:
        'The preload runs with more rights than the page: it knows electron and types of shared, nothing else.',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { pathNot: ['^src/(preload|shared)/', packages('electron')] },
    },
    {
      name: 'no-node-in-shared-or-renderer',
      severity: 'error',
      from: { path: '^src/(shared|renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    ...layerRules,
    {
      name: 'parse-is-pure',
      comment: 'Text in, a value or a problem out: a parser needs no file, no clock and no network.',
      severity: 'error',
      from: { path: '^src/main/parse/' },
      to: { pathNot: '^(src/(shared|main/parse)/|\\.)' },
    },
    {
      name: 'change-program-in-actions',
      comment: 'What writes on a host is run by those who have a plan for it, and by nobody else.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/actions/' },
      to: { path: '^src/main/actions/script/' },
    },
    {
      name: 'shells-are-apart',
      severity: 'error',
      from: { path: '^src/main/(desktop|serve|cli)/' },
      to: { path: '^src/main/(desktop|serve|cli)/', pathNot: '^src/main/$1/' },
    },
    {
      name: 'electron-in-desktop-and-preload',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main/desktop|preload)/' },
      to: { path: packages('electron') },
    },
    {
      name: 'ssh-libraries-in-ssh',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/ssh/' },
      to: { path: packages('ssh2|ssh-config|@types/ssh2') },
    },
    {
      name: 'web-sockets-in-serve',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/serve/' },
      to: { path: packages('ws|@types/ws') },
    },
    {
      name: 'echarts-in-charts',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/src/charts/' },
      to: { path: packages('echarts|zrender') },
    },
    {
      name: 'zod-in-schemas',
      comment: 'One more place sets zod up for a page that may not evaluate text.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(shared/(schema|api)/|renderer/src/zodWithoutEval\\.ts$)' },
      to: { path: packages('zod') },
    },
    {
      name: 'drawing-in-renderer',
      severity: 'error',
      from: { path: '^src/(main|preload)/' },
      to: { path: packages('vue|vue-router|vue-i18n|pinia|reka-ui|@vue|@vueuse|@tanstack|@lucide') },
    },
    {
      name: 'answering-in-main',
      severity: 'error',
      from: { path: '^src/(renderer|preload)/' },
      to: { path: packages('@orpc/server') },
    },
    {
      name: 'product-never-test',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'no-vague-names',
      comment: 'A file is named after what is in it.',
      severity: 'error',
      from: {},
      to: { path: '([uU]tils?|[hH]elpers?|[mM]anagers?)(/|\\.(ts|vue)$)', pathNot: '(^|/)node_modules/' },
    },
    {
      name: 'no-barrels',
      comment:
        'An import names the file that has what it needs. The model, which everybody needs whole, is the exception.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/shared/model/index\\.ts$' },
      to: { dependencyTypes: ['export'] },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '\\.css$' },
    tsPreCompilationDeps: true,
    // Vite's suffixes say how a file is taken in, not which.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'node'],
      extensions: ['.ts', '.vue', '.js', '.json'],
    },
  },
};
