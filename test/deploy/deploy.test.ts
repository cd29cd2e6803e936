import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { parseEnvironment, parseTenants } from '../../src/config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const MANIFESTS = globSync('deploy/kubernetes/*.yaml', { cwd: ROOT }).sort();

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: Record<string, unknown>;
}
interface Named {
  readonly name: string;
}
interface Container {
  readonly envFrom: readonly { readonly configMapRef: Named }[];
  readonly env: readonly (Named & { readonly value?: string })[];
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly resources: object;
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}
interface Probe {
  readonly httpGet: { readonly path: string };
}
interface Pod {
  readonly securityContext: object;
  readonly terminationGracePeriodSeconds: number;
  readonly containers: readonly [Container];
  readonly volumes: readonly Named[];
}
interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly secrets: readonly string[];
  readonly stop_grace_period: string;
}

const manifests = MANIFESTS.flatMap((path) =>
  parseAllDocuments(textOf(path)).map((each) => each.toJS() as Manifest),
);
const ofKind = (kind: string): readonly Manifest[] =>
  manifests.filter((each) => each.kind === kind);
const deployment = ofKind('Deployment')[0] as Manifest;
const pod = (deployment.spec['template'] as { readonly spec: Pod }).spec;
const [container] = pod.containers;
const compose = parse(textOf('deploy/compose.yaml')) as {
  readonly services: { readonly attest: Service; readonly postgres: Service };
};
const dockerfile = textOf('Dockerfile');

const KNOWN = new Set(Object.keys(parseEnvironment({})));
/** How long `attest serve` lets running work go on. */
const DRAIN_SECONDS = 30;

describe('the manifests', () => {
  it('set only what the service reads', () => {
    const maps = new Map(ofKind('ConfigMap').map(({ metadata, data }) => [metadata.name, data]));
    const given = [
      ...container.env.map(({ name }) => name),
      ...container.envFrom.flatMap(({ configMapRef: { name } }) =>
        Object.keys(maps.get(name) ?? {}),
      ),
    ];
    expect(given).toEqual(expect.arrayContaining(['TENANTS_FILE', 'DATABASE_URL', 'PUBLIC_URL']));
    expect(given.filter((name) => !KNOWN.has(name))).toEqual([]);
    const tenants = maps.get('attest-tenants')?.['tenants.json'] ?? '';
    expect(parseTenants(JSON.parse(tenants))).toHaveLength(1);
  });

  it('hold no secret: those are only referred to', () => {
    expect(ofKind('Secret')).toEqual([]);
    expect(container.env.find(({ name }) => name === 'DATABASE_URL')?.value).toBeUndefined();
  });

  it('run as nobody in particular, on a root that is read only', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
    });
    const volumes = pod.volumes.map(({ name }) => name).sort();
    expect(container.volumeMounts.map(({ name }) => name).sort()).toEqual(volumes);
    expect(container.resources).toMatchObject({ requests: {}, limits: {} });
  });

  it('ask for paths that the service has, and wait for its work to end', () => {
    const health = textOf('src/web/health.ts');
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
      const { path } = container[probe].httpGet;
      expect(path).toMatch(/^\/health\//);
      expect(health).toContain(`'${path.slice('/health'.length)}'`);
    }
    expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(DRAIN_SECONDS);
  });

  it('keep one of two running while nodes are changed', () => {
    expect(deployment.spec['replicas']).toBe(2);
    expect(ofKind('PodDisruptionBudget')[0]?.spec).toMatchObject({ minAvailable: 1 });
    expect(ofKind('NetworkPolicy')[0]?.spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
  });
});

describe('the compose file', () => {
  const { attest, postgres } = compose.services;

  it('sets only what the service reads, and has no default for a secret', () => {
    expect(Object.keys(attest.environment).filter((name) => !KNOWN.has(name))).toEqual([]);
    expect(attest.environment['PUBLIC_URL']).toMatch(/^\$\{PUBLIC_URL:\?/);
    const said = JSON.stringify([attest.environment, postgres.environment]);
    expect(said).not.toMatch(/postgres:\/\/|"POSTGRES_PASSWORD"/);
    expect([attest.secrets, postgres.secrets]).toEqual([['database-url'], ['postgres-password']]);
  });

  it.each([
    ['attest', attest],
    ['postgres', postgres],
  ])('lets %s do no more than it has to', (_, service) => {
    expect([service.read_only, service.cap_drop]).toEqual([true, ['ALL']]);
    expect(Number.parseInt(service.stop_grace_period, 10)).toBeGreaterThan(DRAIN_SECONDS);
  });
});

describe('the Dockerfile', () => {
  const copies = [...dockerfile.matchAll(/^COPY (?:--from=(\w+) )?(.+) \S+$/gm)].map(
    ([, stage, from = '']) => ({ stage, paths: from.split(' ') }),
  );
  const copied = copies
    .filter(({ stage }) => stage !== 'packages')
    .flatMap(({ paths }) => paths.map((path) => path.replace(/^\/app\//, '')));

  it('takes along all that is published', () => {
    const { files } = JSON.parse(textOf('package.json')) as { readonly files: readonly string[] };
    expect(files.filter((path) => !copied.includes(path))).toEqual([]);
    const ignored = textOf('.dockerignore').split('\n');
    const from = new Set(
      copied.map((path) => path.split('/')[0]).filter((path) => path !== 'dist'),
    );
    expect([...from].filter((path) => !ignored.includes(`!${path ?? ''}`))).toEqual([]);
  });

  it('sets only what the service reads, and runs as nobody in particular', () => {
    const set = /^ENV ((?:.*\\\n)*.*)$/m.exec(dockerfile)?.[1] ?? '';
    const names = [...set.matchAll(/([A-Z_]+)=/g)].map(([, name = '']) => name);
    expect(names).toContain('DATA_DIR');
    expect(names.filter((name) => name !== 'NODE_ENV' && !KNOWN.has(name))).toEqual([]);
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toMatch(/^CMD \["serve"\]$/m);
    expect(dockerfile).toContain("'/health/live'");
  });
});
