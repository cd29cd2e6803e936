import { statusOf } from '../host/failure.ts';
import type { Resource } from '../host/resource.ts';
import type { Work } from './work.ts';

/** A resource by `Type/id`; null where it was deleted, or never was. @throws Problem */
export async function readOrNull({ access }: Work, reference: string): Promise<Resource | null> {
  try {
    return await access.connection.read(reference);
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 410) return null;
    throw error;
  }
}
