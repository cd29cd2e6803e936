import winston from 'winston';
import { Problem, type ProblemCode } from './problem.ts';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const whole = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);

const CODE = matches(/^[a-z][a-z0-9-]{0,63}$/);
const REFERENCE = matches(/^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9.-]{1,64}$/);
const RESOURCE_TYPE = matches(/^[A-Z][A-Za-z]{1,63}$/);
const ORIGIN = matches(/^https?:\/\/[A-Za-z0-9.:[\]-]{1,255}$/);

const CONFIGURATION: ReadonlySet<ProblemCode> = new Set([
  'bad-adapter',
  'bad-configuration',
  'bad-input',
  'bad-programme',
  'no-input',
]);

/** A fault of what an operator has written: its sentence names files and fields, and quotes nothing. */
const isConfiguration = (value: unknown): boolean =>
  value instanceof Problem && CONFIGURATION.has(value.code);

/**
 * Every field a log line may hold, and the shape its value must have. What a person wrote or is
 * called fits none of them: a field that is not listed, or a value of another shape, is dropped.
 */
const FIELDS = {
  attempt: whole,
  code: CODE,
  count: whole,
  delayMs: whole,
  durationMs: whole,
  goal: REFERENCE,
  host: ORIGIN,
  job: CODE,
  method: matches(/^[A-Z]{3,7}$/),
  patient: REFERENCE,
  port: whole,
  problem: isConfiguration,
  reference: REFERENCE,
  request: matches(/^[A-Za-z0-9._-]{8,64}$/),
  route: CODE,
  status: whole,
  tenant: CODE,
  type: RESOURCE_TYPE,
  total: whole,
} as const;

export type LogFields = {
  readonly [Field in keyof typeof FIELDS]?:
    (Field extends 'problem' ? Problem : string | number) | null;
};

/** `message` is an id such as `host-retry`, never a sentence. */
type LogLine = (message: string, fields?: LogFields) => void;
export type Log = Readonly<Record<LogLevel, LogLine>>;

/** JSON lines to stderr, or to `stream`; nothing outside the list of fields can pass. */
export function createLog(options: {
  readonly level: LogLevel;
  readonly stream?: NodeJS.WritableStream;
}): Log {
  const logger = winston.createLogger({
    level: options.level,
    levels: { error: 0, warn: 1, info: 2, debug: 3 },
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston declares its transports as interfaces
    transports: [new winston.transports.Stream({ stream: options.stream ?? process.stderr })],
  });
  const lineOf =
    (level: LogLevel): LogLine =>
    (message, fields = {}) => {
      logger.log({ level, message: CODE(message) ? message : 'unlisted-message', ...safe(fields) });
    };
  return {
    error: lineOf('error'),
    warn: lineOf('warn'),
    info: lineOf('info'),
    debug: lineOf('debug'),
  };
}

function safe(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const allowed: Readonly<Record<string, (value: unknown) => boolean>> = FIELDS;
  const kept = Object.entries(fields).filter(
    ([name, value]) => Object.hasOwn(allowed, name) && allowed[name]?.(value) === true,
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, value instanceof Problem ? value.message : value]),
  );
}

const silent: LogLine = () => undefined;

/** For callers that want no log. */
export const NO_LOG: Log = { error: silent, warn: silent, info: silent, debug: silent };
