import type { RecordKind } from './entry.ts';
import type { FormRecord } from './forms.ts';
import type { ObservationRecord } from './observation.ts';
import type { Pool } from './pool.ts';

/** A record with what it has in common with others held once, whether it was read now or put back. */
export function pooled(kind: RecordKind, record: object | null, pool: Pool): object | null {
  if (record === null) return null;
  if (kind === 'observations') return pooledObservation(record as ObservationRecord, pool);
  return kind === 'forms' ? pooledForm(record as FormRecord, pool) : record;
}

function pooledObservation(record: ObservationRecord, pool: Pool): ObservationRecord {
  const { reference, patient, encounter, links, performers, derivedFrom, values } = record;
  return {
    ...record,
    reference: pool.text(reference),
    patient: patient === null ? null : pool.text(patient),
    links: {
      pertainsTo: pool.texts(links.pertainsTo),
      focus: pool.texts(links.focus),
      basedOn: pool.texts(links.basedOn),
    },
    performers: pool.texts(performers),
    encounter: encounter === null ? null : pool.text(encounter),
    derivedFrom: pool.texts(derivedFrom),
    values: pool.values(values),
  };
}

const pooledForm = (record: FormRecord, pool: Pool): FormRecord => ({
  ...record,
  values: pool.values(record.values),
});
