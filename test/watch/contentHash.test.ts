import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { referencesIn, type Resource } from '../../src/host/resource.ts';
import { contentHash, isBeyondBounds } from '../../src/watch/contentHash.ts';

const SESSION: Resource = {
  resourceType: 'Observation',
  id: 's1',
  meta: { versionId: '1', lastUpdated: '2026-03-30T11:05:00Z', profile: ['https://p.example'] },
  component: [{ code: { text: 'b' } }, { code: { text: 'a' } }],
};

const changed = (changes: object): string => contentHash({ ...SESSION, ...changes });

describe('the hash of a resource', () => {
  it('is SHA-256 over its JSON with sorted keys, without version and time', () => {
    const text =
      '{"component":[{"code":{"text":"b"}},{"code":{"text":"a"}}],"id":"s1","meta":{"profile":["https://p.example"]},"resourceType":"Observation"}';
    expect(contentHash(SESSION)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('is the same when it was only written again', () => {
    const { meta, ...rest } = SESSION;
    expect(
      contentHash({ component: rest['component'], meta, id: 's1', resourceType: 'Observation' }),
    ).toBe(contentHash(SESSION));
    expect(changed({ meta: { profile: ['https://p.example'], versionId: '2' } })).toBe(changed({}));
    expect(changed({ meta: { versionId: '7' } })).toBe(changed({ meta: undefined }));
  });

  it('stands in for what is nested beyond all bounds', () => {
    let nested: object = {};
    for (let depth = 0; depth < 100_000; depth += 1) nested = { extension: [nested] };
    const deep = contentHash({ ...SESSION, ...nested });
    expect(isBeyondBounds(deep)).toBe(true);
    const later = { versionId: '2', lastUpdated: '2026-03-30T11:06:00Z' };
    expect(contentHash({ ...SESSION, ...nested, meta: later })).not.toBe(deep);
    expect(isBeyondBounds(contentHash(SESSION))).toBe(false);
    expect(referencesIn({ ...nested, subject: { reference: 'Patient/p' } })).toEqual(['Patient/p']);
  });

  it.each([
    ['a value', { status: 'final' }],
    ['a tag', { meta: { tag: [{ code: 'computed' }] } }],
    ['the order of a list', { component: [{ code: { text: 'a' } }, { code: { text: 'b' } }] }],
  ])('is another one with another %s', (_what, changes) => {
    expect(changed(changes)).not.toBe(changed({}));
  });
});
