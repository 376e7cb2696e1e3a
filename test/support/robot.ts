import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A group robot of 钉钉 as its documentation describes it: it takes what is signed within the hour, 20,000 bytes. */
export class DingtalkRobot {
  readonly texts: string[] = [];
  readonly refusals: string[] = [];
  /** Answers that are given first, before it takes anything. */
  readonly firstAnswers: { readonly errcode: number; readonly errmsg: string }[] = [];
  readonly #secret: string;
  readonly #server: Server;

  constructor(secret: string) {
    this.#secret = secret;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const answer = this.#answer(new URL(request.url ?? '', 'http://robot'), Buffer.concat(chunks));
        if (answer.errcode !== 0) this.refusals.push(answer.errmsg);
        response.setHeader('content-type', 'application/json');
        // It answers 200 whatever happened.
        response.end(JSON.stringify(answer));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/robot/send?access_token=token`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({ searchParams }: URL, body: Buffer): { errcode: number; errmsg: string } {
    const first = this.firstAnswers.shift();
    if (first !== undefined) return first;
    const timestamp = searchParams.get('timestamp') ?? '';
    const signature = createHmac('sha256', this.#secret).update(`${timestamp}\n${this.#secret}`).digest('base64');
    if (searchParams.get('access_token') !== 'token') return { errcode: 300001, errmsg: 'token is not exist' };
    if (Math.abs(Date.now() - Number(timestamp)) > 3_600_000) return { errcode: 310000, errmsg: 'invalid timestamp' };
    if (searchParams.get('sign') !== signature) return { errcode: 310000, errmsg: 'sign not match' };
    if (body.length > 20_000) return { errcode: 460101, errmsg: 'message too long' };
    const { msgtype, markdown } = JSON.parse(body.toString()) as {
      msgtype: string;
      markdown: { title: string; text: string };
    };
    if (msgtype !== 'markdown' || markdown.title === '') return { errcode: 400105, errmsg: 'unsupported msgtype' };
    this.texts.push(markdown.text);
    return { errcode: 0, errmsg: 'ok' };
  }
}
