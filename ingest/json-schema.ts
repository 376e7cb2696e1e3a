import { z } from 'zod';
import { ExactNumber } from './json.ts';
import type { Fields, Stream } from './stream.ts';

/** The JSON Schema (draft 2020-12) of a stream's messages, for carriers who check before they send. */
export function streamJsonSchema(stream: Stream): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(stream.schema, {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // An exact number is how a long decimal is held here; on the wire it is a number.
      if (zodSchema instanceof z.ZodCustom && zodSchema.safeParse(new ExactNumber('1')).success)
        jsonSchema.type = 'number';
    },
  });
  return {
    $schema: schema.$schema,
    title: `${stream.title.zh} ${stream.title.en}`,
    description: stream.doc,
    ...described(schema, stream),
  };
}

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function described(schema: Readonly<Record<string, unknown>>, stream: Stream): Readonly<Record<string, unknown>> {
  const properties = withDocs(schema['properties'] as Properties, stream.fields);
  const rows = properties['rows'];
  const items = rows?.['items'] as Readonly<Record<string, unknown>> | undefined;
  if (rows === undefined || items === undefined) return { ...schema, properties };
  const rowProperties = withDocs(items['properties'] as Properties, stream.rows);
  return {
    ...schema,
    properties: { ...properties, rows: { ...rows, items: { ...items, properties: rowProperties } } },
  };
}

function withDocs(properties: Properties, fields: Fields): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const field = fields[name];
      return [
        name,
        field === undefined ? property : { description: field.doc, ...simplified(property), examples: [field.example] },
      ];
    }),
  );
}

/** A decimal is a number or an exact number, which outside is one and the same. */
function simplified(property: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const branches = property['anyOf'];
  const isNumber = Array.isArray(branches) && branches.every((branch: { type?: unknown }) => branch.type === 'number');
  return isNumber ? { type: 'number' } : property;
}
