import { mount, type VueWrapper } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import SearchField from '../../../../src/renderer/src/ui/SearchField.vue';
import { rangeWithActive } from '../../../../src/renderer/src/ui/tableRange';
import AdjInputs from '../../../../src/renderer/src/whatif/AdjInputs.vue';

describe('SearchField', () => {
  const mounted = (): VueWrapper =>
    mount(SearchField, {
      props: { modelValue: 'web', label: 'Search', placeholder: 'name', clearLabel: 'Clear' },
    });

  it.each([
    ['Escape', ['escape', 'leave']],
    ['Enter', ['leave']],
    ['ArrowDown', ['leave']],
    ['ArrowUp', []],
  ])('on %s says %j', async (key, said) => {
    const view = mounted();
    await view.get('input').trigger('keydown', { key });
    expect(Object.keys(view.emitted()).filter((event) => event !== 'keydown')).toEqual(said);
  });

  it('is emptied by its button, and offers its key while it is empty', async () => {
    const view = mounted();
    expect(view.find('kbd').exists()).toBe(false);
    await view.get('button').trigger('click');
    expect(view.emitted('update:modelValue')).toEqual([['']]);
    await view.setProps({ modelValue: '' });
    expect(view.find('button').exists()).toBe(false);
    expect(view.get('kbd').text()).toBe('/');
  });
});

describe('AdjInputs', () => {
  it.each([
    ['300', [[300]], '300'],
    [' -17 ', [[-17]], '-17'],
    ['-2000', [[-1000]], '-1000'],
    ['99999', [[1000]], '1000'],
    ['1.5', undefined, '1.5'],
    ['', undefined, ''],
  ])('takes %j as %j', async (typed, taken, shown) => {
    const view = mount(AdjInputs, { props: { modelValue: 5, label: 'adj', min: -1000, max: 1000 } });
    const number = view.get<HTMLInputElement>('input[type="number"]');
    number.element.value = typed;
    await number.trigger('change');
    expect(view.emitted('update:modelValue')).toEqual(taken);
    expect(number.element.value).toBe(shown);
  });

  it.each([
    ['300', [[300]]],
    ['-17', [[-17]]],
    ['', undefined],
    ['1.5', undefined],
    ['-2000', undefined],
  ])('while %j is typed it takes %j, and leaves the text alone', async (typed, taken) => {
    const view = mount(AdjInputs, { props: { modelValue: 5, label: 'adj', min: -1000, max: 1000 } });
    const number = view.get<HTMLInputElement>('input[type="number"]');
    number.element.value = typed;
    await number.trigger('input');
    expect(view.emitted('update:modelValue')).toEqual(taken);
    expect(number.element.value).toBe(typed);
  });
});

describe('rangeWithActive', () => {
  const range = { startIndex: 10, endIndex: 12, overscan: 1, count: 20 };
  it.each([
    ['none', -1, [9, 10, 11, 12, 13]],
    ['one in view', 11, [9, 10, 11, 12, 13]],
    ['one above', 2, [2, 9, 10, 11, 12, 13]],
    ['one below', 19, [9, 10, 11, 12, 13, 19]],
    ['one that is gone', 20, [9, 10, 11, 12, 13]],
  ])('draws what is in view and the current row: %s', (_, active, drawn) => {
    expect(rangeWithActive(range, active)).toEqual(drawn);
  });
});
