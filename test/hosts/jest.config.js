import everyday from '../../jest.config.js';

/** What needs software from outside npm: Java and Maven. */
export default {
  ...everyday,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/hosts/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
