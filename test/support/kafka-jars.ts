import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POM = fileURLToPath(new URL('kafka/pom.xml', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

const PROJECT = readFileSync(POM, 'utf8');

export const KAFKA_VERSION = /<kafka\.version>(\d+\.\d+\.\d+)</.exec(PROJECT)?.[1] ?? '';
/** Another project file asks for other jars. */
const MARK = createHash('sha256').update(PROJECT).digest('hex').slice(0, 8);

/** The class path of Apache Kafka and its command line tools, fetched from Maven Central on first use. */
export async function kafkaClassPath(): Promise<string> {
  const folder = join(CACHE, `kafka-${KAFKA_VERSION}-${MARK}`);
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    // Fetched beside and renamed, so that an interrupted download is never taken for a whole one.
    const partial = `${folder}.${String(process.pid)}`;
    await mkdir(dirname(folder), { recursive: true });
    await run('mvn', ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${partial}`], {
      timeout: 300_000,
    });
    await rename(partial, folder).catch(() => rm(partial, { recursive: true, force: true }));
  }
  return join(folder, '*');
}

/** Why Java cannot run Kafka here; undefined where it can. */
export async function whyNoJava(): Promise<string | undefined> {
  try {
    const { stderr } = await run('java', ['-version']);
    const major = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
    if (major < 17) return `Java 17 or newer is needed, this is ${String(major)}`;
    await run('mvn', ['-version']);
    return undefined;
  } catch {
    return 'java and mvn are not both installed';
  }
}
