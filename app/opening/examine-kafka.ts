import { topicsThere } from '../../ingest/kafka-topics.ts';
import { loadKafka } from '../../ingest/kafka.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { surveyTopics } from '../../ingest/topics.ts';
import type { Context } from '../command.ts';
import type { Settings } from '../settings/config.ts';
import type { Found } from '../terminal/finding.ts';
import { kafkaSettings, withKafka } from '../settings/kafka-settings.ts';

/** The client, and where brokers are set whether they take us in and what topics they have. */
export async function kafka(_: Context, settings: Settings): Promise<Found> {
  try {
    loadKafka();
  } catch {
    return notInstalled(settings.values.brokers !== undefined);
  }
  if (settings.values.brokers === undefined)
    return { state: 'ok', text: { zh: '客户端已安装，未设服务器', en: 'the client is installed, no brokers are set' } };
  const { brokers, ...rest } = kafkaSettings(settings);
  const names = (await withKafka(() => topicsThere({ brokers, ...rest }))).keys();
  const prefix = rest.topicPrefix;
  const { feeds, unknown, unread, hasDeadLetters } = surveyTopics(names, { prefix, streams: STREAMS.map(nameOf) });
  const text = {
    zh: `${brokers}，${String(feeds.length)} 个数据主题`,
    en: `${brokers}  ${String(feeds.length)} topics of feeds`,
  };
  if (feeds.length === 0 || !hasDeadLetters)
    return {
      state: 'fault',
      text:
        feeds.length === 0
          ? { zh: `${brokers} 上没有 ${prefix}. 的数据主题`, en: `${brokers} has no topics of feeds under ${prefix}.` }
          : { zh: `${text.zh}，没有死信主题`, en: `${text.en}, but none for dead letters` },
      mend: { zh: '运行 gigacity topics create', en: 'run gigacity topics create' },
    };
  const strange = [...unknown, ...unread];
  if (strange.length === 0) return { state: 'ok', text };
  return {
    state: 'note',
    text: {
      zh: `${text.zh}；不是任何数据流的主题：${strange.join('、')}`,
      en: `${text.en}; of no stream: ${strange.join(', ')}`,
    },
    mend: {
      zh: `主题应名为 ${prefix}.数据流.运营商，只用小写字母、数字与连字符`,
      en: `a topic is called ${prefix}.STREAM.CARRIER, in small letters, digits and hyphens`,
    },
  };
}

function notInstalled(isNeeded: boolean): Found {
  return {
    state: isNeeded ? 'fault' : 'note',
    text: isNeeded
      ? { zh: '设了 Kafka 服务器，但没有安装客户端', en: 'brokers are set, but the client is not installed' }
      : { zh: '客户端未安装；只有从 Kafka 接入时才需要', en: 'the client is not installed; only ingesting needs it' },
    mend: {
      zh: 'npm install node-rdkafka（需 g++、make、python3、OpenSSL 与 zlib 头文件）',
      en: 'npm install node-rdkafka (needs g++, make, python3 and the headers of OpenSSL and zlib)',
    },
  };
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
