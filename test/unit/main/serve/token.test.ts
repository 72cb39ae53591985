import { describe, expect, it } from 'vitest';
import { parseProtocols } from '../../../../src/main/serve/token';

describe('the subprotocols a page offers', () => {
  it.each<[string | undefined, { isOurs: boolean; token: string | null }]>([
    ['lowmark, lowmark.token.abc', { isOurs: true, token: 'abc' }],
    ['lowmark.token.abc,lowmark', { isOurs: true, token: 'abc' }],
    ['lowmark', { isOurs: true, token: null }],
    ['lowmark, lowmark.token.', { isOurs: true, token: '' }],
    ['lowmark.token.abc', { isOurs: false, token: 'abc' }],
    ['lowmarks, graphql-ws', { isOurs: false, token: null }],
    ['', { isOurs: false, token: null }],
    [undefined, { isOurs: false, token: null }],
    // Which one counts must not be for the peer to play with: the first.
    ['lowmark, lowmark.token.a, lowmark.token.b', { isOurs: true, token: 'a' }],
  ])('%j', (header, offered) => {
    expect(parseProtocols(header)).toEqual(offered);
  });
});
