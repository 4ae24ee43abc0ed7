import { describe, expect, it } from 'vitest';
import {
  changedQuery,
  choiceParam,
  flagParam,
  integerParam,
  numberParam,
  readParam,
  textParam,
  textsParam,
  writeParam,
} from './url-params';

describe('parameters of the address', () => {
  it('reads what it has written', () => {
    const texts = ['a,b', '100%', '%2C', ''];
    expect(readParam(textsParam, writeParam(textsParam, texts))).toEqual(texts);
    expect(readParam(integerParam, writeParam(integerParam, -7))).toBe(-7);
    expect(readParam(numberParam, writeParam(numberParam, 1.5))).toBe(1.5);
    expect(readParam(flagParam, writeParam(flagParam, false))).toBe(false);
  });

  it('takes the default for what is absent or no such value, and leaves the default out', () => {
    const view = choiceParam(['list', 'matrix']).withDefault('list');
    expect(readParam(view, null)).toBe('list');
    expect(readParam(view, 'pie')).toBe('list');
    expect(readParam(view, 'matrix')).toBe('matrix');
    expect(writeParam(view, 'list')).toBeNull();
    expect(writeParam(view, 'matrix')).toBe('matrix');
    expect(readParam(integerParam, '12 or so')).toBeNull();
    expect(readParam(numberParam, ' ')).toBeNull();
  });

  it('keeps the history of a parameter that has a default', () => {
    expect(textParam.withDefault('/').withHistory('push')).toMatchObject({ history: 'push', fallback: '/' });
  });

  it('changes some parameters of a query and leaves the others', () => {
    const changes = new Map([
      ['vhost', '/a&b'],
      ['q', null],
    ]);
    expect(changedQuery('?q=x&sort=-name', changes)).toBe('sort=-name&vhost=/a%26b');
    expect(changedQuery('?q=x', new Map([['q', null]]))).toBe('');
  });
});
