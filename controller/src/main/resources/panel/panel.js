// What a function of the panel may use: import {…} from 'panel'.
export { html, svg, css, nothing } from 'lit';
export { repeat } from 'lit/directives/repeat.js';
export { register } from './frame/registry.js';
export { PanelElement } from './frame/element.js';
export { api, Problem } from './frame/api.js';
export { house } from './frame/house.js';
export { session } from './frame/session.js';
export { go, route } from './frame/router.js';
export { t, titleOf, areaTitle, language, has, number, clockTime, dateTime, ago } from './frame/words.js';
export { icon } from './frame/icons.js';
