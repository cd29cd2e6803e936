import tseslint from 'typescript-eslint';

/** The clock, chance and effects stay outside the pure folders (docs/decisions/0001). */
const pure = {
  'no-restricted-globals': [
    'error',
    { name: 'process', message: 'Pure code reads no environment.' },
    { name: 'fetch', message: 'Pure code does no I/O.' },
    { name: 'console', message: 'Pure code prints nothing.' },
    { name: 'setTimeout', message: 'Pure code waits for nothing.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'Pass the instant in.',
    },
    {
      selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
      message: 'Pass the instant in.',
    },
    {
      selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
      message: 'Pass the seed in.',
    },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'profiles/fsh-generated/', 'profiles/dist/', 'coverage/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: false },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['src/domain/**', 'src/fhir/**', 'src/conformance/**'], rules: pure },
  {
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
  },
);
