import { text, word } from '../field.ts';
import { defineStream } from '../stream.ts';

export const ponPorts = defineStream({
  name: 'pon-ports',
  kind: 'inventory',
  title: { zh: 'PON端口清单', en: 'PON port inventory' },
  example: { olt: 'SH-PD-OLT-0001', port: '0/1/3', technology: 'xgs-pon', area: 'urban', status: 'in_service' },
  doc: 'The state of one PON port of an optical line terminal (OLT).',
  key: ['carrier', 'olt', 'port'],
  fields: {
    olt: text({ doc: 'Name of the OLT, unique within the carrier.', example: 'SH-PD-OLT-0001', max: 128 }),
    port: text({ doc: 'Name of the port, unique within the OLT.', example: '0/1/3', max: 64 }),
    technology: word(['epon', 'gpon', '10g-epon', 'xg-pon', 'xgs-pon', '50g-pon'], {
      doc: 'PON technology of the port.',
    }),
    area: word(['urban', 'rural'], { doc: '城市地区 or 农村地区 of the communications statistics.' }),
    status: word(['in_service', 'retired'], { doc: 'Only ports in service count.' }),
  },
});
