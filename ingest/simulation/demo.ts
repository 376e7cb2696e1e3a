import type { SimulationOptions } from './simulate.ts';

/** A feed that tells something, with what to look for in it. */
export interface Demonstration {
  readonly title: { readonly zh: string; readonly en: string };
  readonly options: SimulationOptions;
  /** The day to judge at. */
  readonly asOf: string;
  readonly notes: readonly { readonly zh: string; readonly en: string }[];
}

export const SHANGHAI_2025: Demonstration = {
  title: { zh: '演示数据：上海市 2025 年', en: 'Demo data: Shanghai in 2025' },
  options: { city: '310000', from: '2025-01-01', to: '2025-12-31', scale: 0.02, seed: 2025 },
  asOf: '2025-12-31',
  notes: [
    {
      zh: '全市10G-PON及以上端口占比 97.95%，差一点没有“超过98%”。',
      en: '97.95 % of PON ports run at 10G or faster: "more than 98 %" is missed by a hair.',
    },
    {
      zh: '“崇明-临港”算力链路单向时延 1.03 毫秒，未控制在 1 毫秒以内。',
      en: 'The compute link 崇明-临港 takes 1.03 ms, over the 1 ms allowed.',
    },
    {
      zh: '联通未报 2025 年 12 月固定宽带用户数，平均带宽数据不全。',
      en: 'unicom has not sent its fixed subscribers for December, so the mean bandwidth is incomplete.',
    },
    {
      zh: '崇明区重点场所5G通达率、家庭千兆覆盖率、500M用户占比落后，金山区500M用户占比落后。',
      en: '崇明区 is behind in key places, homes and 500 Mbps lines, 金山区 in 500 Mbps lines.',
    },
    {
      zh: '静安区自报覆盖家庭多于家庭总数，照实显示。',
      en: '静安区 reports more homes covered than it has; it is shown as it is.',
    },
  ],
};

export const YUZHONG_2023: Demonstration = {
  title: {
    zh: '演示数据：重庆市渝中区 2023 年 1—10 月',
    en: 'Demo data: Yuzhong district of Chongqing, January to October 2023',
  },
  options: { city: '500103', from: '2023-01-01', to: '2023-10-31', scale: 1, seed: 2023 },
  asOf: '2023-10-31',
  notes: [
    { zh: '10G-PON端口 12600 个、占比 36%，已达标。', en: '12,600 ports of 10G, 36 % of all: met.' },
    {
      zh: '500Mbps及以上用户占比 24.8%，差一点没有达到 25%。',
      en: '24.8 % of lines at 500 Mbps or more: 25 % is missed by a hair.',
    },
    {
      zh: '“双千兆”案例 5 个已达标，但渝中铁塔一个也没有。',
      en: 'Five dual-gigabit cases as asked for, but none of tower, which was to have one.',
    },
  ],
};
