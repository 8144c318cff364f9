// Where in the panel one is: the part of the address after #/.
import { notify, subscribe } from './signal.js';

export const route = { page: '', argument: '' };
export const routeChanged = subscribe(route);

function read() {
  const [page = '', ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  route.page = decodeURIComponent(page);
  route.argument = decodeURIComponent(rest.join('/'));
  notify(route);
}

export function go(page, argument = '') {
  location.hash = '/' + page + (argument ? '/' + encodeURIComponent(argument) : '');
}

addEventListener('hashchange', read);
read();
