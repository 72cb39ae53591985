/**
 * What a keyboard or a screen reader needs and a template can get wrong, as selectors for `vue/no-restricted-syntax`.
 * @type {{ selector: string, message: string }[]}
 */
export const accessibility = [
  {
    selector:
      "VElement[name='img'] > VStartTag:not(:has([key.name='alt'])):not(:has([key.argument.name='alt']))",
    message: 'An image needs an alt text, an empty one if it only decorates.',
  },
  {
    selector:
      "VElement[name='a'] > VStartTag:not(:has([key.name='href'])):not(:has([key.argument.name='href']))",
    message: 'A link without an address cannot be reached by keyboard: use a button.',
  },
  {
    selector:
      "VElement[name=/^(div|span|p|li|svg|section|article)$/] > VStartTag:has(VAttribute[directive=true][key.name.name='on'][key.argument.name='click']):not(:has([key.name='role'])):not(:has([key.argument.name='role']))",
    message: 'What can be clicked needs a role, and a key that does the same: use a button.',
  },
  {
    selector: "VAttribute[directive=false][key.name='tabindex'][value.value=/^[1-9]/]",
    message: 'A positive tabindex tears the order of the page apart.',
  },
  {
    selector: "VElement[name='iframe']",
    message: 'There is nothing to embed.',
  },
];
