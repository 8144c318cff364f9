// Audit: who did what, from where, and what came of it.
import { api, css, dateTime, has, html, nothing, PanelElement, register, t } from 'panel';

class PageAudit extends PanelElement {
  static properties = { records: { state: true }, more: { state: true }, fault: { state: true } };
  static styles = [PanelElement.styles, css`
    li { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr) auto; gap: 0.1rem 1rem; align-items: start; }
    li p { overflow-wrap: anywhere; }
    @media (max-width: 700px) {
      li { grid-template-columns: minmax(0, 1fr) auto; }
      time { grid-column: 1 / -1; }
    }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.records = [];
    this.#load('');
  }

  async #load(before) {
    try {
      const page = await api.get(`/audit?limit=${PAGE}${before}`);
      this.records = [...this.records, ...page];
      this.more = page.length === PAGE;
    } catch (problem) {
      this.fault = problem.message;
    }
  }

  render() {
    return html`
      <div class="page">
        <header><h1>${t('audit.title')}</h1></header>
        <section class="card">
          ${this.fault ? html`<p class="error" role="alert">${this.fault}</p>` : nothing}
          ${this.more === false && this.records.length === 0 ? html`<p class="empty">${t('audit.none')}</p>` : nothing}
          <ol class="rows">${this.records.map(it => this.#record(it))}</ol>
          ${this.more ? html`<button @click=${() => this.#load(`&before=${this.records.at(-1).number}`)}>${
            t('audit.older')}</button>` : nothing}
        </section>
      </div>`;
  }

  #record(record) {
    const action = 'action.' + record.action;
    return html`
      <li>
        <time class="soft figures" datetime=${record.time}>${dateTime(record.time)}</time>
        <div>
          <p><strong>${record.who.replace(/^[a-z]+:/, '')}</strong> · ${
            has(action) ? t(action) : record.action} ${record.target}</p>
          <p class="soft">${[record.detail, record.from].filter(Boolean).join(' · ')}</p>
        </div>
        <span class="mark ${MARKS[record.result] ?? ''}">${t('result.' + record.result)}</span>
      </li>`;
  }
}

const PAGE = 100;
const MARKS = { done: 'pine', refused: 'warn', failed: 'danger' };

customElements.define('page-audit', PageAudit);
register({ id: 'audit', title: 'audit.title', icon: 'log', page: 'page-audit', order: 60, roles: ['owner', 'installer'] });
