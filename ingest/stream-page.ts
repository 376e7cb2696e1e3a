import type { Field } from './field.ts';
import type { Stream } from './stream.ts';

/** One stream as a page for carriers: what a message means and what each field holds. */
export function streamPage(stream: Stream): string {
  return [
    `# \`${stream.name}\` ${stream.title.zh}`,
    '',
    `${stream.title.en}, a stream of kind **${stream.kind}**. ${stream.doc}`,
    '',
    `One message is about: ${stream.key.map((name) => `\`${name}\``).join(', ')}. JSON Schema: [${stream.name}.schema.json](${stream.name}.schema.json).`,
    '',
    ...table(stream.fields),
    ...(Object.keys(stream.rows).length === 0 ? [] : ['', '`rows`, a list of:', '', ...table(stream.rows)]),
    '',
    '```json',
    JSON.stringify(stream.example, null, 2),
    '```',
    '',
  ].join('\n');
}

function table(fields: Readonly<Record<string, Field>>): readonly string[] {
  const rows = Object.entries(fields).map(
    ([name, field]) => `| \`${name}\` | ${field.column} | ${field.optional ? 'no' : 'yes'} | ${field.doc} |`,
  );
  return ['| field | kind | required | meaning |', '| --- | --- | --- | --- |', ...rows];
}
