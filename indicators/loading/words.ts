import { z } from 'zod';
import { expected } from './expected.ts';

/** Numbers of a YAML file as exact decimal text; text is taken as it stands. */
export const decimalText = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().regex(/^-?\d+(\.\d+)?$/, expected('expected a decimal number')),
);

/** The same above 0. */
export const positiveText = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().regex(/^(?=.*[1-9])\d+(\.\d+)?$/, expected('expected a number above 0')),
);

/** `1/3`, or a decimal. */
export const fractionText = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$|^-?\d+\/[1-9]\d*$/, expected('expected a decimal number or a fraction such as 1/3')),
);

/** A GB/T 2260 code; six digits need no quotes in YAML. */
export const districtCode = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().regex(/^\d{6}$/, expected('expected a district code of six digits')),
);

export const day = z.iso.date(expected('expected a day such as 2025-12-31'));

/** A moment with an offset; a day stands for its end. */
export const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: expected('expected a moment such as 2025-01-31T18:00:00+08:00, or a day'),
});

export const someText = z.string().min(1, expected('expected some text'));

export const version = z.int(expected('expected a whole number')).min(1, expected('expected a whole number from 1'));

export const name = z.object({ zh: someText, en: someText });

/** `Remark`. */
export const remark = z.union([someText, name], { error: expected('expected some text, or { zh, en }') });
