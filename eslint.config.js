import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { accessibility } from './scripts/lint/accessibility.js';
import { importRules } from './scripts/lint/importRules.js';

/** Plain JavaScript that Node runs as it is. */
const PLAIN_SCRIPTS = ['scripts/**/*.{js,mjs}', '*.{js,mjs,cjs}', '.dependency-cruiser.cjs'];

export default defineConfig(
  {
    ignores: ['.cache/', 'out/', 'coverage/', 'node_modules/', 'test-results/', 'playwright-report/'],
  },
  // A suppression that suppresses nothing is a wrong comment.
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,

  {
    files: ['src/**/*.{ts,vue}', 'test/**/*.ts', '*.ts'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      // A cast may narrow what the compiler cannot see, it may not silence it.
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      // Numbers print well; everything else has to say how it wants to be written.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => doIt()` is how a callback that returns nothing is written.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `this: void` says that a method may be handed around.
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      // It takes what a signal or a state said before an `await` for what it says after it.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      'no-console': 'error',
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      // `== null` is how null and undefined are asked for together.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // It names types of libraries that are empty by their own choice.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // The compiler knows the globals of each part better: it has a project for each.
      'no-undef': 'off',
    },
  },

  {
    files: ['src/**/*.{ts,vue}'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50 }],
      // A switch over the kinds of something is one decision.
      complexity: ['error', { max: 12, variant: 'modified' }],
      'max-params': ['error', 4],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },

  {
    // The one function of a setup store or a composable is the body of a module.
    files: ['src/renderer/src/stores/*.ts', 'src/renderer/src/**/use*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 90 }] },
  },
  {
    // A shim describes modules as their bundler makes them.
    files: ['src/**/*.d.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },

  {
    files: ['src/**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: ts.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
      globals: globals.browser,
    },
    rules: {
      // Each block of a component is counted for itself.
      'max-lines': 'off',
      'vue/max-lines-per-block': ['error', { script: 200, template: 200, style: 250 }],
      'no-restricted-exports': 'off',
      'vue/no-v-html': 'error',
      // The CSP refuses inline styles that arrive as text; a bound style goes through the object model and passes.
      'vue/no-static-inline-styles': ['error', { allowBinding: true }],
      'vue/html-button-has-type': 'error',
      'vue/no-template-target-blank': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-emits-declaration': ['error', 'type-based'],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/component-name-in-template-casing': ['error', 'PascalCase'],
      'vue/no-unused-refs': 'error',
      'vue/no-useless-v-bind': 'error',
      // Every word on the screen comes from a catalogue; what is left are signs that read the same everywhere.
      'vue/no-bare-strings-in-template': [
        'error',
        {
          allowlist: [
            '–',
            '—',
            '·',
            '/',
            ':',
            '%',
            '(',
            ')',
            ',',
            '…',
            '+',
            '-',
            '×',
            '?',
            '→',
            '↑',
            '↓',
            'Lowmark',
          ],
        },
      ],
      'vue/no-restricted-syntax': ['error', ...accessibility],
      // The primitives in ui/ have one-word names; an import says which is meant.
      'vue/multi-word-component-names': 'off',
      // Taking properties apart with defaults is how their defaults are declared.
      '@typescript-eslint/no-useless-default-assignment': 'off',
      // With exactOptionalPropertyTypes an absent property is a value of its own, and needs no default.
      'vue/require-default-prop': 'off',
      // Prettier decides how it looks.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
    },
  },

  ...importRules,

  {
    files: ['test/**/*.ts'],
    rules: {
      // A mock's method is handed around without its object all the time.
      '@typescript-eslint/unbound-method': 'off',
      // A test's own small functions need no contract.
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // Fakes implement asynchronous interfaces without waiting for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name="only"]',
          message: 'A focused test switches off the others.',
        },
        {
          selector: 'CallExpression[callee.property.name="waitForTimeout"]',
          message: 'Wait for a condition.',
        },
      ],
    },
  },
  {
    // They print what they measured: that is their output.
    files: ['test/bench/run.ts'],
    rules: { 'no-console': 'off' },
  },

  {
    files: PLAIN_SCRIPTS,
    languageOptions: { globals: globals.node },
    rules: {
      complexity: ['error', 12],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always'],
    },
  },
);
