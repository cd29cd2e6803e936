import { fileURLToPath } from 'node:url';

import express, { type Response, type Router } from 'express';
import type { Patient } from 'fhir/r4.js';
import nunjucks from 'nunjucks';

import { peopleView } from './peopleView.ts';
import { personView } from './personView.ts';
import type { Records } from './records.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Everything a page shows comes from this server, and it runs no script. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** The list of people and each person's record, for those who look at the sandbox in a browser. */
export function pages(records: Records): Router {
  const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(here('./templates')), {
    autoescape: true,
    throwOnUndefined: false,
  });
  const send = (response: Response, status: number, template: string, view: object): void => {
    response.status(status).set(HEADERS).type('html').send(templates.render(template, view));
  };
  const router = express.Router();
  router.get('/style.css', (_request, response) => {
    response.sendFile(here('./style.css'), { headers: { 'Cache-Control': 'max-age=3600' } });
  });
  router.get('/', (_request, response) => {
    send(response, 200, 'people.njk', { view: peopleView(records) });
  });
  router.get('/people/:id', (request, response) => {
    const patient = records.find<Patient>('Patient', request.params.id);
    if (patient) send(response, 200, 'person.njk', { view: personView(patient, records) });
    else send(response, 404, 'missing.njk', {});
  });
  router.use((_request, response) => {
    send(response, 404, 'missing.njk', {});
  });
  return router;
}
