import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two secrets are equal, in a time that tells nothing of where they differ, or of their lengths. */
export const sameSecret = (given: string, kept: string): boolean =>
  timingSafeEqual(digest(given), digest(kept));

/** The token of an Authorization header (RFC 6750 §2.1); null where there is none, or one of another kind. */
export const bearerIn = (header: string | undefined): string | null =>
  /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? '')?.[1] ?? null;
