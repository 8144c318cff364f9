// What people must see: open incidents, on top of every page, until someone acknowledges them.
import { css, html, nothing } from 'lit';
import { PanelElement } from './element.js';
import { acknowledge, house } from './house.js';
import { session } from './session.js';
import { ago, t, titleOf } from './words.js';
import { icon } from './icons.js';

class PanelBanner extends PanelElement {
  static properties = { faults: { state: true } };
  static styles = [PanelElement.styles, css`
    ul { display: grid; gap: 0.6rem; }
    li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; border-radius: var(--radius); padding: 0.75rem 1rem; background: var(--danger-ground); color: var(--danger); border: 1px solid var(--danger-line); }
    li.seen { background: var(--surface); border-style: dashed; padding-block: 0.4rem; }
    li > .icon { width: 1.9rem; height: 1.9rem; }
    div { flex: 1 1 14rem; }
    strong { font-size: 1.0625rem; display: block; line-height: 1.25; }
    .seen strong { font-size: 1rem; }
    small { color: inherit; }
    button { background: var(--danger); border-color: var(--danger); color: var(--surface); }
  `];

  constructor() {
    super();
    this.faults = {};
  }

  render() {
    const open = [...house.incidents.values()]
      .filter(it => !it.resolved)
      .sort((a, b) => Boolean(a.acknowledged) - Boolean(b.acknowledged));
    return html`<div role="alert" aria-live="assertive">${
      open.length === 0 ? nothing : html`<ul>${open.map(it => this.#incident(it))}</ul>`}</div>`;
  }

  #incident(it) {
    return html`
      <li class=${it.acknowledged ? 'seen' : 'new'}>
        ${icon('warning')}
        <div>
          <strong>${titleOf(it, it.key)}</strong>
          <small>${ago(it.opened)}${it.acknowledged
            ? ' · ' + t('incident.acknowledged', { name: it.acknowledged.by }) : nothing}</small>
          ${this.faults[it.id] ? html`<p>${this.faults[it.id]}</p>` : nothing}
        </div>
        ${it.acknowledged || !session.may('command') ? nothing : html`
          <button @click=${() => this.#acknowledge(it.id)}>${t('incident.acknowledge')}</button>`}
      </li>`;
  }

  async #acknowledge(id) {
    try {
      await acknowledge(id);
    } catch (problem) {
      this.faults = { ...this.faults, [id]: problem.message };
    }
  }
}
customElements.define('panel-banner', PanelBanner);
