import type { FastifyInstance } from 'fastify';

/** The methods that a path answers to, in the order of `Allow`; none where there is nothing. */
export type MethodsOf = (path: string) => readonly string[];

const SHOWN = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Remembers every route that is added from now on: the router itself finds patterns, and callers name paths. */
export function methodsOf(server: FastifyInstance): MethodsOf {
  const routes: { readonly steps: readonly string[]; readonly methods: readonly string[] }[] = [];
  server.addHook('onRoute', ({ url, method }) => {
    routes.push({ steps: stepsOf(url), methods: [method].flat() });
  });
  return (path) => {
    const steps = stepsOf(path);
    const found = new Set(routes.filter((one) => matches(one.steps, steps)).flatMap(({ methods }) => methods));
    return SHOWN.filter((method) => found.has(method));
  };
}

function stepsOf(path: string): readonly string[] {
  return path.split('/').filter((step) => step !== '');
}

function matches(pattern: readonly string[], steps: readonly string[]): boolean {
  return pattern.length === steps.length && pattern.every((step, i) => step.startsWith(':') || step === steps[i]);
}
