// One point: its state, its control, its past as a chart, and why it is as it is.
import { css, html, nothing, PanelElement, house, icon, register, session, t, titleOf, areaTitle } from 'panel';
import { cardsFor } from '../frame/registry.js';
import { iconOf } from '../frame/icons.js';
import { trustOf, unitOf, valueOf } from '../parts/values.js';
import '../parts/point-control.js';
import '../parts/point-hold.js';
import { isWarm } from '../parts/point-row.js';
import '../parts/point-history.js';
import '../parts/point-why.js';

class PagePoint extends PanelElement {
  static properties = { argument: {} };
  static styles = [PanelElement.styles, css`
    .back { display: inline-flex; align-items: center; min-height: var(--touch); gap: 0.3rem; text-decoration: none; font-weight: 550; }
    .now { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.75rem 1.5rem; align-items: center; }
    .now h1 { display: flex; gap: 0.5rem; align-items: center; }
    .now h1 .icon { color: var(--ink-soft); }
    .value { font-size: 3rem; font-weight: 300; letter-spacing: -0.03em; line-height: 1.1; text-align: right; }
    .value small { font-size: 1.25rem; letter-spacing: 0; }
    .old .value, .none .value { color: var(--ink-soft); }
    .old .value { text-decoration: underline dotted 3px; text-underline-offset: 0.2em; }
    .bad .value { color: var(--warn); padding: 0.1rem 0.8rem; border-radius: 0.8rem; background: repeating-linear-gradient(-45deg, transparent 0 6px, var(--hatch) 6px 11px), var(--warn-ground); }
    .bad .note { color: var(--warn); font-weight: 550; }
    point-control.number, point-hold { grid-column: 1 / -1; }
    .two { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 2fr) minmax(16rem, 1fr); align-items: start; }
    .side { display: grid; gap: var(--gap); }
    dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.5rem 1rem; }
    dt { color: var(--ink-soft); }
    dd { text-align: right; overflow-wrap: anywhere; }
    h2 { margin-bottom: 0.6rem; }
    @media (max-width: 700px) {
      .now h1 { font-size: 1.375rem; }
      .now h1 .icon { display: none; }
      .value { font-size: 2.5rem; }
    }
    @media (max-width: 900px) { .two { grid-template-columns: minmax(0, 1fr); } }
  `];

  render() {
    const point = house.points.get(this.argument);
    if (!point) {
      return house.link === 'live'
        ? html`<section class="card"><h1>${t('point.unknown', { name: this.argument })}</h1>
            <p><a href="#/">${t('frame.to-home')}</a></p></section>`
        : nothing;
    }
    const trust = trustOf(point);
    const area = house.areas.find(it => it.id === point.area) ?? { id: point.area };
    const value = point.state?.value;
    const switched = point.kind !== 'sensor';
    return html`
      <div class="page">
        <a class="back" href="#/">${icon('back')} ${t('home.title')}</a>
        <section class="card now ${trust.level}">
          <div>
            <p class="soft">${areaTitle(area)}</p>
            <h1>${iconOf(point)} ${titleOf(point)}</h1>
            <p class="note soft">${trust.note}</p>
          </div>
          ${switched && point.accepts.type !== 'number' ? nothing : html`<p class="value figures">${valueOf(point, value)}${typeof value === 'number'
            ? html`<small> ${unitOf(point)}</small>` : nothing}</p>`}
          ${switched ? html`
            <point-control class=${point.accepts.type} ?warm=${isWarm(point)} .point=${point}></point-control>
            <point-hold .point=${point}></point-hold>` : nothing}
        </section>
        <div class="two">
          ${point.accepts.type === 'text' ? html`<span></span>` : html`<point-history .point=${point}></point-history>`}
          <div class="side">
            <point-why .point=${point}></point-why>
            ${cardsFor('point', session.role).map(card => html`
              <panel-guard .tag=${card.tag} .argument=${point.id}></panel-guard>`)}
            ${this.#facts(point)}
          </div>
        </div>
      </div>`;
  }

  #facts(point) {
    const { accepts } = point;
    const facts = [
      ['point.id', point.id],
      ['point.kind', t('kind.' + point.kind)],
      ['point.device', point.device],
      ['point.node', point.node],
      ['point.range', accepts.type === 'number'
        ? `${valueOf(point, accepts.minimum)} … ${valueOf(point, accepts.maximum)} ${unitOf(point)}` : undefined],
      ['point.safe', point.safe ? valueOf(point, point.safe.value) : undefined],
    ];
    return html`
      <section class="card"><h2>${t('point.facts')}</h2><dl>
        ${facts.filter(([, value]) => value !== undefined)
          .map(([name, value]) => html`<dt>${t(name)}</dt><dd>${value}</dd>`)}
      </dl></section>`;
  }
}
customElements.define('page-point', PagePoint);
register({ id: 'point', page: 'page-point' });
