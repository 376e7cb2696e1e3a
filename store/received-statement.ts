import { fromBoundText } from './bound-text.ts';

/** A statement with its values apart, as a ClickHouse client sent it. */
export interface ReceivedStatement {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Rows of an insert, in the format that the statement names. */
  readonly rows?: Uint8Array;
}

/** The longest URL that a ClickHouse server takes, too, in bytes: values stand in it. */
export const LONGEST_URL = 1 << 20;

/**
 * Reads a request of a ClickHouse client: the statement stands in the body, or in the URL before its rows; bound values
 * stand in the URL, or with the statement in a form where they are many.
 */
export async function receivedStatement(
  { searchParams }: URL,
  { contentType = '', body }: { readonly contentType: string | undefined; readonly body: Uint8Array },
): Promise<ReceivedStatement> {
  if (contentType.startsWith('multipart/form-data')) {
    // Unfit for forms of strangers, whose files fill the memory; these are statements of our own client.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    const fields = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
    return { sql: new Map(fields).get('query') ?? '', params: boundIn([...searchParams, ...fields]) };
  }
  const params = boundIn(searchParams);
  const query = searchParams.get('query');
  return query === null ? { sql: Buffer.from(body).toString('utf8'), params } : { sql: query, params, rows: body };
}

function boundIn(fields: Iterable<readonly [string, string]>): Readonly<Record<string, unknown>> {
  const bound = [...fields].flatMap(([name, value]) =>
    name.startsWith('param_') ? [[name.slice('param_'.length), fromBoundText(value)] as const] : [],
  );
  return Object.fromEntries(bound);
}
