/** What each code means to a caller: HTTP status, OperationOutcome issue type, whether a retry can help. */
const TABLE = {
  'bad-usage': { status: 400, issue: 'invalid', retry: false },
  'bad-configuration': { status: 500, issue: 'exception', retry: false },
  'bad-input': { status: 400, issue: 'structure', retry: false },
  'wrong-fhir-version': { status: 400, issue: 'not-supported', retry: false },
  'no-input': { status: 404, issue: 'not-found', retry: false },
  'bad-adapter': { status: 422, issue: 'invalid', retry: false },
  'bad-programme': { status: 422, issue: 'invalid', retry: false },
  'host-unreachable': { status: 502, issue: 'transient', retry: true },
  'host-timeout': { status: 504, issue: 'timeout', retry: true },
  'host-unauthorised': { status: 502, issue: 'security', retry: false },
  'host-not-found': { status: 502, issue: 'not-found', retry: false },
  'host-throttled': { status: 503, issue: 'throttled', retry: true },
  'host-error': { status: 502, issue: 'exception', retry: true },
  'host-refused': { status: 502, issue: 'processing', retry: false },
  'host-not-fhir': { status: 502, issue: 'structure', retry: false },
  'host-conflict': { status: 409, issue: 'conflict', retry: true },
  'port-taken': { status: 500, issue: 'exception', retry: false },
} as const;

export type ProblemCode = keyof typeof TABLE;

/** The one error class: a stable code and one plain sentence that carries no personal data. */
export class Problem extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.name = 'Problem';
    this.code = code;
  }

  get status(): number {
    return TABLE[this.code].status;
  }

  get issueType(): string {
    return TABLE[this.code].issue;
  }

  get retryable(): boolean {
    return TABLE[this.code].retry;
  }
}

/** Any thrown value as one plain sentence. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
