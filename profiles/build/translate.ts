import { SystemModelInfoProvider } from '@cqframework/cql/cql';
import {
  CqlCompilerOptions,
  CqlTranslator,
  LibraryBuilder,
  LibraryManager,
  ModelManager,
  createLibrarySourceProvider,
  createModelInfoProvider,
  createUcumService,
  stringAsSource,
} from '@cqframework/cql/cql-to-elm';
import { BuildFailure, listing } from './failure.ts';
import type { Files } from './files.ts';

/**
 * One library as ELM JSON, with the annotations by which engines show which words of the CQL gave a
 * result; some refuse logic without them.
 *
 * @param sources library name to CQL: itself and all that it includes
 * @param modelInfo of FHIR R4, as XML
 * @throws BuildFailure with every error, and every warning: what is ambiguous is not shipped
 */
export function translate(name: string, sources: Files, modelInfo: string): string {
  const translator = CqlTranslator.fromText(sources.get(name) ?? '', managerOf(sources, modelInfo));
  const complaints = translator.exceptions
    .asJsReadonlyArrayView()
    .map(({ severity, message, locator }) => `${severity.name}: ${message} ${place(locator)}`);
  if (complaints.length > 0) {
    throw new BuildFailure(`The CQL of ${name} does not translate:${listing(complaints)}`);
  }
  return translator.toJson();
}

/** Where in the text: the translator tells it in no other way than as words. */
function place(locator: unknown): string {
  const [, line, column] = /startLine=(\d+), startChar=(\d+)/.exec(String(locator)) ?? [];
  return line === undefined ? '' : `(line ${line}, column ${column ?? ''})`;
}

function managerOf(sources: Files, modelInfo: string): LibraryManager {
  const models = new ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
  models.modelInfoLoader.registerModelInfoProvider(
    createModelInfoProvider((model): unknown =>
      model === 'FHIR' ? stringAsSource(modelInfo) : null,
    ),
  );
  const libraries = new LibraryManager(models, optionsOf(), undefined, CALENDAR_UNITS_ONLY);
  libraries.librarySourceLoader.registerProvider(
    createLibrarySourceProvider((name): unknown => {
      const cql = sources.get(name);
      return cql === undefined ? null : stringAsSource(cql);
    }),
  );
  return libraries;
}

/** A list never stands for its only item, nor an item for a list of it: that hides mistakes. */
const optionsOf = (): CqlCompilerOptions =>
  new CqlCompilerOptions()
    .withOptions([
      CqlCompilerOptions.Options.EnableAnnotations,
      CqlCompilerOptions.Options.DisableListDemotion,
      CqlCompilerOptions.Options.DisableListPromotion,
    ])
    .withSignatureLevel(LibraryBuilder.SignatureLevel.Overloads);

const noUcum = (): never => {
  throw new Error('The logic uses the calendar units of CQL only.');
};

/** CQL knows days, weeks and months by itself; the translator asks for a UCUM service all the same. */
const CALENDAR_UNITS_ONLY: unknown = createUcumService(
  noUcum,
  (unit) => `${unit} is no calendar unit of CQL`,
  noUcum,
  noUcum,
);
