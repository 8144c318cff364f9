// Nodes: the small computers that hold the pins; whether they are reached, and pairing a new one.
import { ago, api, clockTime, css, html, house, icon, nothing, PanelElement, register, session, t } from 'panel';

class PageNodes extends PanelElement {
  static properties = { code: { state: true }, fault: { state: true } };
  static styles = [PanelElement.styles, css`
    li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.2rem 0.9rem; align-items: center; }
    li > .icon { width: 1.8rem; height: 1.8rem; color: var(--pine); }
    li.away > .icon { color: var(--warn); }
    li p { overflow-wrap: anywhere; }
    .code { display: grid; gap: 0.4rem; }
    .code b { font: 600 2rem/1.2 ui-monospace, "DejaVu Sans Mono", monospace; letter-spacing: 0.08em; overflow-wrap: anywhere; }
  `];

  render() {
    const nodes = [...house.nodes.values()];
    return html`
      <div class="page">
        <header>
          <h1>${t('nodes.title')}</h1>
          ${session.may('configure') ? html`
            <button class="main" @click=${this.#pair}>${icon('key')} ${t('nodes.pair')}</button>` : nothing}
        </header>
        <div aria-live="polite">
          ${this.fault ? html`<p class="card fault">${this.fault}</p>` : nothing}
          ${this.code ? this.#code() : nothing}
        </div>
        <section class="card">
          ${nodes.length === 0 ? html`<p class="empty">${t('nodes.none')}</p>` : html`
            <ul class="rows">${nodes.map(it => this.#node(it))}</ul>`}
        </section>
      </div>`;
  }

  #node(node) {
    return html`
      <li class=${node.reachable ? '' : 'away'}>
        ${icon(node.reachable ? 'nodes' : 'unlinked')}
        <div>
          <strong>${node.name}</strong>
          <p class="soft">${node.address}${node['last-seen'] ? ` · ${t('nodes.seen', { ago: ago(node['last-seen']) })}` : ''}</p>
          ${node.reason && !node.reachable ? html`<p class="error">${node.reason}</p>` : nothing}
        </div>
        <span class="mark ${node.reachable ? 'pine' : 'warn'}">${
          t(node.reachable ? 'nodes.reachable' : 'nodes.unreachable')}</span>
      </li>`;
  }

  #code() {
    return html`
      <section class="card code">
        <h2>${t('nodes.code')}</h2>
        <b>${this.code.code}</b>
        <p class="soft">${t('nodes.code-text', { time: clockTime(this.code.until) })}</p>
        <code>./domovoy edge pair --controller ${location.origin} --code ${this.code.code}</code>
      </section>`;
  }

  async #pair() {
    this.fault = undefined;
    try {
      this.code = await api.post('/nodes/codes', {});
    } catch (problem) {
      this.fault = problem.message;
    }
  }
}
customElements.define('page-nodes', PageNodes);
register({ id: 'nodes', title: 'nodes.title', icon: 'nodes', page: 'page-nodes', order: 40, roles: ['owner', 'resident', 'installer'] });
