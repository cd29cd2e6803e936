import { parseEnvironment, type Tenant } from '../config.ts';
import { readCapabilities, withoutTypes } from '../host/capabilities.ts';
import { subscribe, type SubscriptionLine } from '../host/subscriptions.ts';
import { Problem } from '../problem.ts';
import { connectTo } from '../tenant/connectTo.ts';
import { secretOf } from '../tenant/noticeSecret.ts';
import { spokenLog } from './host.ts';
import { DONE, paint, PARTLY_DONE, type Format, type Output } from './output.ts';
import { plainTable } from './plainTable.ts';

/** `attest doctor --subscribe`: asks the host to tell us of changes, and prints what was done for that. */
export async function subscribeTo(
  tenant: Tenant,
  chosen: Format | undefined,
  output: Output,
): Promise<number> {
  const hook = { tenant: tenant.id, publicUrl: publicUrl(), secret: secretFor(tenant) };
  const connection = await connectTo(tenant, spokenLog(output));
  const statement = readCapabilities(await connection.metadata(), connection.baseUrl);
  const capabilities = withoutTypes(statement, tenant.host.leaveOut);
  const lines = await subscribe({ connection, capabilities }, hook);
  const format = chosen ?? (output.isTerminal ? 'table' : 'json');
  if (format === 'table') output.data(tableOf(lines, output));
  else output.data(JSON.stringify({ host: connection.baseUrl, subscriptions: lines }));
  return lines.some(({ did }) => did === 'failed') ? PARTLY_DONE : DONE;
}

function publicUrl(): string {
  const { PUBLIC_URL } = parseEnvironment(process.env);
  if (PUBLIC_URL !== null) return PUBLIC_URL.replace(/\/+$/, '');
  throw new Problem(
    'bad-configuration',
    'Set PUBLIC_URL to the address at which the host can reach Attest.',
  );
}

function secretFor({ id, noticeSecretFile }: Tenant): string {
  if (noticeSecretFile !== null) return secretOf(noticeSecretFile);
  throw new Problem(
    'bad-configuration',
    `The tenant ${id} names no noticeSecretFile: without a secret nobody’s notices are believed.`,
  );
}

const STYLE = {
  created: 'green',
  repaired: 'green',
  kept: 'dim',
  'turned off': 'yellow',
  failed: 'red',
} as const;
const WIDTHS = [24, 12, 30, 50] as const;

function tableOf(lines: readonly SubscriptionLine[], output: Output): string {
  const style = paint(output);
  return plainTable(
    ['what', 'done', 'in the host', 'because'],
    lines.map(({ type, did, subscription, because }) => [
      type,
      style(STYLE[did], did),
      subscription ?? '',
      because,
    ]),
    { widths: WIDTHS, wrap: true },
    output,
  );
}
