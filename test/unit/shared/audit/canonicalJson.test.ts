import { expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/shared/audit/canonicalJson';

// The first two are of RFC 8785, sections 3.2.2 and 3.2.3.
it.each<[string, unknown, string]>([
  [
    'numbers, strings and literals',
    JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    ),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  ],
  [
    'keys by their UTF-16 code units',
    JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    ),
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
  ['what is not there', { b: undefined, a: [undefined, null] }, '{"a":[null,null]}'],
  ['a key that objects have by themselves', JSON.parse('{"__proto__":1,"a":{}}'), '{"__proto__":1,"a":{}}'],
  ['minus zero', [-0], '[0]'],
])('writes %s in one way', (_name, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});
