import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Most of what a command line that is started anew takes is compiling the same files again.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'attest-compiled');

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
