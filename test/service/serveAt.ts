/** `attest serve` with a clock that stands still, so that two runs can be compared: serveAt.ts INSTANT */
import { processOutput } from '../../src/cli/output.ts';
import { serveUntilStopped } from '../../src/cli/serve.ts';
import { parseEnvironment } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

const at = Date.parse(process.argv[2] ?? '');
const environment = parseEnvironment(process.env);
await serveUntilStopped(environment, {
  log: createLog({ level: environment.LOG_LEVEL }),
  now: () => at,
  output: processOutput(),
});
