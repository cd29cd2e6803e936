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
  'job-interrupted': { status: 500, issue: 'exception', retry: false },
  'store-in-use': { status: 500, issue: 'exception', retry: false },
  'store-unreachable': { status: 503, issue: 'transient', retry: true },
  'store-too-new': { status: 500, issue: 'exception', retry: false },
  'store-full': { status: 503, issue: 'no-store', retry: true },
  'unknown-path': { status: 404, issue: 'not-found', retry: false },
  'wrong-method': { status: 405, issue: 'not-supported', retry: false },
  'not-acceptable': { status: 406, issue: 'not-supported', retry: false },
  'too-large': { status: 413, issue: 'too-long', retry: false },
  'wrong-media-type': { status: 415, issue: 'not-supported', retry: false },
  'not-assessable': { status: 422, issue: 'business-rule', retry: false },
  'caller-unknown': { status: 401, issue: 'login', retry: false },
  'caller-not-allowed': { status: 403, issue: 'forbidden', retry: false },
  'too-many-calls': { status: 429, issue: 'throttled', retry: true },
  'not-ready': { status: 503, issue: 'transient', retry: true },
  unexpected: { status: 500, issue: 'exception', retry: false },
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
