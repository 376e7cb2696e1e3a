import { describe, expect, it } from 'vitest';
import { receivedStatement } from '../../store/received-statement.ts';

const HERE = 'http://127.0.0.1/';

describe('a statement of a ClickHouse client', () => {
  it('stands in the body, and its values in the URL', async () => {
    const url = new URL(
      `${HERE}?param_p0=a%5Ctb&param_p1=%5B%27x%27%2C%27it%5C%27s%27%5D&param_p2=%5CN&database=default`,
    );
    expect(await receivedStatement(url, { contentType: undefined, body: Buffer.from('SELECT {p0:String}') })).toEqual({
      sql: 'SELECT {p0:String}',
      params: { p0: 'a\tb', p1: ['x', "it's"], p2: null },
    });
  });

  it('stands in the URL before its rows', async () => {
    const body = Buffer.from('[1]\n[2]');
    const url = new URL(`${HERE}?query=INSERT+INTO+t+FORMAT+JSONCompactEachRow`);
    expect(await receivedStatement(url, { contentType: undefined, body })).toEqual({
      sql: 'INSERT INTO t FORMAT JSONCompactEachRow',
      params: {},
      rows: body,
    });
  });

  it('stands in a form with its values where these are many, arrays of arrays among them', async () => {
    const fields = {
      query: 'SELECT {p0:Array(Array(UInt32))}\nFROM t',
      param_p0: '[[1,2],[],[3]]',
      param_p1: "[['a]','b'],['c']]",
    };
    const parts = Object.entries(fields).map(
      ([name, value]) => `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const body = Buffer.from(`${parts.join('')}--cut--\r\n`);
    const contentType = 'multipart/form-data; boundary=cut';
    expect(await receivedStatement(new URL(HERE), { contentType, body })).toEqual({
      sql: 'SELECT {p0:Array(Array(UInt32))}\nFROM t',
      params: { p0: [[1, 2], [], [3]], p1: [['a]', 'b'], ['c']] },
    });
  });
});
