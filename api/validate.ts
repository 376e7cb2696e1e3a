import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';

/** Checks a part of a request by its zod schema; each fault carries zod's own issue, from which problems are made. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    const result = schema.safeParse(data, { reportInput: true });
    if (result.success) return { value: result.data };
    const faults = result.error.issues.map((issue) => ({
      keyword: issue.code,
      instancePath: issue.path.map((key) => `/${String(key)}`).join(''),
      schemaPath: '',
      message: issue.message,
      params: { issue },
    }));
    // The library's types speak of an Error, its code of a list of faults.
    return { error: faults as unknown as Error };
  };
