import type { Command } from './command.ts';

/** The commands around alerts. */
export const MONITORING_COMMANDS: readonly Command[] = [
  {
    name: 'notify',
    arguments: '<action>',
    summary: {
      zh: 'test：向一个告警通道发一条测试消息',
      en: 'test: send a test message to a channel for alerts',
    },
    options: [
      { flags: '--channel <name>', doc: { zh: '通道名', en: 'name of the channel' } },
      { flags: '--dry-run', doc: { zh: '只显示将要发送的内容', en: 'show what would be sent, and send nothing' } },
    ],
    settings: ['channels_file'],
    examples: ['gigacity notify test --channel operations --dry-run --channels-file channels.yaml'],
    load: () => import('./commands/notify.ts'),
  },
  {
    name: 'monitoring',
    arguments: '<action>',
    summary: {
      zh: 'export：写出 Prometheus 规则、Alertmanager 配置与 Grafana 看板',
      en: 'export: write the rules, the configuration of Alertmanager and the dashboards',
    },
    options: [
      { flags: '--dir <dir>', doc: { zh: '写到哪个文件夹', en: 'folder to write to' } },
      {
        flags: '--gigacity <host:port>',
        doc: { zh: '本程序的地址（默认 127.0.0.1:8080）', en: 'where this program serves (default: 127.0.0.1:8080)' },
      },
      {
        flags: '--alertmanager <host:port>',
        doc: { zh: 'Alertmanager 的地址（默认 127.0.0.1:9093）', en: 'Alertmanager (default: 127.0.0.1:9093)' },
      },
      {
        flags: '--runbooks <url>',
        doc: { zh: '处置手册所在的地址', en: 'address of the folder of the runbooks' },
      },
      {
        flags: '--read-key-file <path>',
        doc: { zh: 'Prometheus 所用密钥的文件', en: 'file of the key that Prometheus reads with' },
      },
      {
        flags: '--hooks-key-file <path>',
        doc: { zh: 'Alertmanager 所用密钥的文件', en: 'file of the key that Alertmanager posts with' },
      },
    ],
    settings: ['profile', 'catalogue'],
    examples: ['gigacity monitoring export --dir monitoring --runbooks https://wiki.example/runbooks'],
    load: () => import('./commands/monitoring.ts'),
  },
];
