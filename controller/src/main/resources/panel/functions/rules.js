// Rules: what the house does by itself.
import { api, css, html, icon, nothing, PanelElement, register, t, titleOf } from 'panel';

class PageRules extends PanelElement {
  static properties = { rules: { state: true }, fault: { state: true } };
  static styles = [PanelElement.styles, css`
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.3rem 1rem; align-items: start; }
    code { display: block; grid-column: 1 / -1; background: var(--sunken); border-radius: 0.6rem; padding: 0.6rem 0.8rem; }
  `];

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.rules = await api.get('/rules');
    } catch (problem) {
      this.fault = problem.message;
    }
  }

  render() {
    return html`
      <div class="page">
        <header><h1>${t('rules.title')}</h1></header>
        <section class="card">
          ${this.fault ? html`<p class="error" role="alert">${this.fault}</p>` : nothing}
          ${this.rules?.length === 0 ? html`<p class="empty">${t('rules.none')}</p>` : nothing}
          <ul class="rows">${(this.rules ?? []).map(it => this.#rule(it))}</ul>
        </section>
      </div>`;
  }

  #rule(rule) {
    return html`
      <li>
        <div><strong>${titleOf(rule)}</strong><p class="soft">${rule.id}</p></div>
        <span class="mark ${MARKS[rule.state] ?? ''}">${icon('rules')} ${t('rules.' + rule.state)}</span>
        <code>${rule.when}</code>
      </li>`;
  }
}
const MARKS = { enabled: 'pine', shadow: 'warn' };

customElements.define('page-rules', PageRules);
register({ id: 'rules', title: 'rules.title', icon: 'rules', page: 'page-rules', order: 50, roles: ['owner', 'resident', 'installer'] });
