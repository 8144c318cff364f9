// One point on Home: what it is, its value or control, and how far the value can be trusted.
import { css, html, nothing } from 'lit';
import { PanelElement } from '../frame/element.js';
import { titleOf } from '../frame/words.js';
import { iconOf } from '../frame/icons.js';
import { trustOf, unitOf, valueOf } from './values.js';
import './point-control.js';
import './point-hold.js';

class PointRow extends PanelElement {
  static properties = { point: { attribute: false } };
  static styles = [PanelElement.styles, css`
    article { position: relative; display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 0.7rem; align-items: center; min-height: 3.25rem; }
    .icon { color: var(--ink-soft); }
    .lit .icon { color: var(--pine); }
    .warm .icon { color: var(--ember); }
    .alarm .icon { color: var(--danger); }
    .what { display: grid; padding: 0.35rem 0; }
    .what a { color: inherit; text-decoration: none; font-weight: 500; line-height: 1.25; padding: 0.15rem 0; }
    .what a::after { content: ""; position: absolute; inset: 0; }
    point-control, point-hold { position: relative; }
    .what a:hover { text-decoration: underline; }
    .what small { line-height: 1.25; }
    .value { font-size: 1.25rem; font-weight: 600; text-align: right; letter-spacing: -0.01em; }
    .value small { font-weight: 500; font-size: 0.8rem; }
    .word { font-size: 1.0625rem; }
    .alarm .value { color: var(--danger); }
    point-control.below, point-hold { grid-column: 1 / -1; padding-bottom: 0.4rem; }
    point-hold { padding: 0 0 0 2rem; }

    /* an old value fades and is dotted: it was so. A bad one is hatched: do not believe it. */
    .old .value, .none .value { color: var(--ink-soft); font-weight: 450; }
    .old .value { text-decoration: underline dotted 2px; text-underline-offset: 0.25em; }
    .bad .value { padding: 0.1rem 0.5rem; border-radius: 0.5rem; background: repeating-linear-gradient(-45deg, transparent 0 5px, var(--hatch) 5px 9px), var(--warn-ground); color: var(--warn); }
    .bad .what small { color: var(--warn); font-weight: 550; }
    .old .what small { font-style: italic; }
  `];

  render() {
    const { point } = this;
    const trust = trustOf(point);
    const value = point.state?.value;
    const commanded = point.kind !== 'sensor';
    const below = commanded && point.accepts.type === 'number';
    const on = value === true && trust.level === 'good';
    const look = on ? (ALARMING.test(point.quantity) ? 'alarm' : isWarm(point) ? 'warm' : 'lit') : '';
    return html`
      <article class="${trust.level} ${look}">
        ${iconOf(point)}
        <div class="what">
          <a href=${'#/point/' + encodeURIComponent(point.id)}>${titleOf(point)}</a>
          ${commanded && trust.level === 'good' ? nothing : html`<small>${trust.note}</small>`}
        </div>
        ${commanded
          ? html`<point-control class=${below ? 'below' : ''} ?warm=${isWarm(point)} .point=${point}></point-control>
              <point-hold .point=${point}></point-hold>`
          : html`<span class="value figures ${typeof value === 'number' ? '' : 'word'}">${
              valueOf(point, value)}${typeof value === 'number'
                ? html` <small>${unitOf(point)}</small>` : nothing}</span>`}
      </article>`;
  }
}

/** Sensors whose "on" is bad news. */
export const ALARMING = /leak|smoke|gas|fire|flood|alarm|tamper/;

/** Light and heat glow like embers; all else that is on is green. */
export function isWarm(point) {
  return /light|brightness|dimmer|heat|temperature/.test(point.quantity);
}

customElements.define('point-row', PointRow);
