import { Router, type RequestHandler } from 'express';
import { Problem } from '../problem.ts';

type Method = 'get' | 'post' | 'put';

/** The handlers of one path, by method. */
type Handlers = Readonly<Partial<Record<Method, readonly RequestHandler[]>>>;

export const router = (): Router => Router({ caseSensitive: true });

/** Answers a path in the methods given, and any other method with 405 and what is allowed. */
export function answer(on: Router, path: string, handlers: Handlers): void {
  const route = on.route(path);
  const methods = (['get', 'post', 'put'] as const).filter((each) => handlers[each] !== undefined);
  const allowed = methods.flatMap((each) =>
    each === 'get' ? ['GET', 'HEAD'] : each.toUpperCase(),
  );
  for (const method of methods) route[method](...(handlers[method] ?? []));
  route.all((_request, response) => {
    response.set('Allow', allowed.join(', '));
    throw new Problem('wrong-method', `Only ${allowed.join(', ')} can be asked of this address.`);
  });
}

export const unknownPath: RequestHandler = () => {
  throw new Problem('unknown-path', 'There is nothing at this address.');
};
