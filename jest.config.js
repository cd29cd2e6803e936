export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // These need Java and Maven: npm run test:hosts.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/hosts/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  maxWorkers: 2,
  testTimeout: 240_000,
};
