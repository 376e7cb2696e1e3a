import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

it('starts without the demo where it is not wanted or brokers are set', async () => {
  const data = join(scratch(), 'data');
  const environment = { GIGACITY_BROKERS: 'localhost:9092' };
  for (const ran of [
    await run(['start', '--no-demo', '--data', data, '--lang', 'zh']),
    await run(['start', '--role', 'api', '--data', data, '--lang', 'zh'], { environment }),
  ]) {
    expect(ran).toMatchObject({ exit: 0, out: '' });
    expect(ran.err).toContain('这里没有演示数据');
  }
});
