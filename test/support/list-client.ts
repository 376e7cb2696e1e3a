import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { conformance } from './openapi.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface Page {
  readonly as_of: string | null;
  readonly evaluation: string;
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

/** Reads lists of a server; every answer must be what the server's own document promises. */
export interface ListClient {
  readonly page: (url: string, from?: FastifyInstance) => Promise<Page>;
  readonly problem: (url: string, headers?: Readonly<Record<string, string>>) => Promise<Row>;
}

export function listClient(server: FastifyInstance): ListClient {
  const { check } = conformance(server);
  return {
    page: async (url, from = server) => {
      const response = await from.inject(url);
      expect([url, response.statusCode]).toEqual([url, 200]);
      check('GET', url, response);
      return response.json();
    },
    problem: async (url, headers = {}) => {
      const response = await server.inject({ url, headers });
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      check('GET', url, response);
      return response.json();
    },
  };
}
