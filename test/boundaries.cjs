/** Who may import whom. `domain` is pure and knows nobody; FHIR words begin in `fhir`. */
const only = (folder, allowed, comment) => ({
  name: `${folder}-imports`,
  comment,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { pathNot: allowed.map((path) => `^${path}`) },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('domain', ['src/domain/'], 'Pure: data and an instant in, data out.'),
    only(
      'fhir',
      [
        'src/fhir/',
        'src/domain/',
        'src/problem',
        'node_modules/@types/fhir',
        'node_modules/fhirpath',
        'node_modules/zod',
      ],
      'Pure mapping between FHIR and the domain.',
    ),
    only(
      'conformance',
      ['src/conformance/', 'src/problem', 'node_modules/@types/fhir', '(node_modules/)?fhirpath'],
      'Pure over the definitions that it is given: no file, no clock, no network.',
    ),
    {
      name: 'fhirpath-when-wanted',
      comment: 'It takes a sixth of a second to load: only adapters need it to read a record.',
      severity: 'error',
      from: { path: '^src/fhir/', pathNot: '^src/fhir/read/adapter/expression\\.ts$' },
      to: { path: '^(node_modules/)?fhirpath' },
    },
    {
      name: 'engine-imports',
      comment: 'What other software imports decides and reads, and reaches nothing else.',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { pathNot: '^src/(domain|fhir/read)/' },
    },
    {
      name: 'kit-client-once',
      comment: 'One file talks to the host.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/host/client\\.ts$' },
      to: { path: 'fhir-kit-client' },
    },
    {
      name: 'host-imports',
      severity: 'error',
      from: { path: '^src/host/' },
      to: { path: '^src/', pathNot: '^src/(host/|fhir/|domain/|problem|log)' },
    },
    {
      name: 'store-imports',
      comment: 'SQL and rows; what they mean is decided elsewhere.',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: '^src/', pathNot: '^src/(store/|domain/|problem|log)' },
    },
    {
      name: 'sql-in-its-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/store/' },
      to: { path: '^(node_modules/)?(pg/|pg$|@electric-sql)' },
    },
    {
      name: 'queues-in-their-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/jobs/' },
      to: { path: '^(node_modules/)?(pg-boss|node-cron)' },
    },
    {
      name: 'jobs-imports',
      comment: 'Queues carry names of work; the work itself is given to them.',
      severity: 'error',
      from: { path: '^src/jobs/' },
      to: { path: '^src/', pathNot: '^src/(jobs/|store/|domain/|problem|log)' },
    },
    {
      name: 'watch-imports',
      comment: 'Noticing, deciding and writing, whoever calls for it.',
      severity: 'error',
      from: { path: '^src/watch/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(watch/|tenant/|host/|fhir/|store/|domain/|jobs/queues|asSeen|assessGoal|config|problem|log)',
      },
    },
    {
      name: 'web-imports',
      comment:
        'Questions in, answers out: work is named to the queues, and rows stay in the store.',
      severity: 'error',
      from: { path: '^src/web/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(web/|tenant/|fhir/|domain/|jobs/queues|evaluateGoal|config|jsonFile|problem|log)',
      },
    },
    {
      name: 'sandbox-imports',
      comment:
        'The sandbox is a host of its own and shares no reading or deciding code with Attest.',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: '^src/(sandbox/|fhir/names|problem|log)' },
    },
    {
      name: 'express-in-its-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(web|sandbox)/' },
      to: { path: '^(node_modules/)?express' },
    },
    {
      name: 'nobody-imports-the-shell',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|main)' },
      to: { path: '^src/(cli|main)(\\.ts|/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
