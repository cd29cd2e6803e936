import request from 'supertest';
import { bundleOf, golden, resourcesIn, startService, TRIAL } from '../web/service.ts';

/** Prints what the service answers for one golden case, in the time zone of this process. */
const each = golden(process.argv[2] ?? '');
const service = await startService({ hostUrl: 'http://127.0.0.1:59999/fhir' });
const evidence = bundleOf([...resourcesIn(each), ...each.conceptMaps]);
const answer = await request(service.app)
  .post(`/fhir/elm/${each.accepted?.[0]?.goal ?? ''}/$evaluate-attainment`)
  .set('authorization', `Bearer ${TRIAL}`)
  .send({ resourceType: 'Parameters', parameter: [{ name: 'evidence', resource: evidence }] });
process.stdout.write(answer.text);
await service.close();
