import { expect, it } from 'vitest';
import { href, parse } from './route.svelte';

it('places come out of addresses as they went in', () => {
  expect(parse('')).toEqual({ page: 'now' });
  expect(parse('#/orders')).toEqual({ page: 'orders' });
  for (const id of ['W-1043', 'A/17', '工单_1'])
    expect(parse(href.order(id))).toEqual({ page: 'orders', id });
  expect(parse('#/setup/abc-_9')).toEqual({ page: 'setup', token: 'abc-_9' });
});

it('an address that nobody made shows the first page', () => {
  expect(parse('#/nothing/here')).toEqual({ page: 'now' });
  expect(parse('#/orders/%')).toEqual({ page: 'orders', id: '%' });
});
