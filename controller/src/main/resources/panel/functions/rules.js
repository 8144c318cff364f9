// Rules: what the house does by itself; one rule, its versions, its trials; and a rest for all.
import { api, css, html, house, icon, nothing, PanelElement, register, session, t, titleOf } from 'panel';
import { until } from '../frame/words.js';
import '../parts/rule-detail.js';

const PAUSES = [15, 60, 240]; // minutes
const MARKS = { enabled: 'pine', shadow: 'warn', disabled: '' };

class PageRules extends PanelElement {
  static properties = {
    argument: {},
    rules: { state: true },
    findings: { state: true },
    automation: { state: true },
    faults: { state: true },
    fault: { state: true },
  };
  static styles = [PanelElement.styles, css`
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.3rem 1rem; align-items: start; }
    li > a { color: inherit; text-decoration: none; min-height: var(--touch); }
    li > a:hover strong { text-decoration: underline; }
    li > code { display: block; grid-column: 1 / -1; background: var(--sunken); border-radius: 0.6rem; padding: 0.6rem 0.8rem; }
    .marks { display: flex; flex-wrap: wrap; gap: 0.3rem; justify-content: end; }
    .rest { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
    .resting { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; justify-content: space-between; }
    h2 { margin-bottom: 0.5rem; }
    .finding { grid-template-columns: auto minmax(0, 1fr); }
  `];
  #edition;

  willUpdate() {
    if (this.#edition !== house.edition) {
      this.#edition = house.edition;
      this.#load();
    }
  }

  async #load() {
    try {
      [this.rules, this.automation, this.findings, this.faults] = await Promise.all([
        api.get('/rules'), api.get('/automation'), api.get('/rules/findings'), api.get('/rules/faults')]);
      this.fault = undefined;
    } catch (problem) {
      this.fault = problem.message;
    }
  }

  render() {
    const rule = this.argument && this.rules?.find(it => it.id === this.argument);
    if (this.argument) {
      return html`<rule-detail .name=${this.argument} .rule=${rule || undefined} .edition=${house.edition}
        .findings=${(this.findings ?? []).filter(it => it.rules.includes(this.argument))}></rule-detail>`;
    }
    return html`
      <div class="page">
        <header><h1>${t('rules.title')}</h1>${this.#rest()}</header>
        ${this.#resting()}
        ${this.fault ? html`<p class="card fault" role="alert">${this.fault}</p>` : nothing}
        <section class="card">
          ${this.rules?.length === 0 ? html`<p class="empty">${t('rules.none')}</p>` : nothing}
          <ul class="rows">${(this.rules ?? []).map(it => this.#rule(it))}</ul>
        </section>
        ${this.#found()}
        ${this.#broken()}
      </div>`;
  }

  #rest() {
    if (!session.may('command') || this.#pausedUntil()) {
      return nothing;
    }
    return html`
      <div class="rest" role="group" aria-label=${t('rules.pause')}>
        <span class="soft">${t('rules.pause')}</span>
        ${PAUSES.map(minutes => html`<button @click=${() => this.#do(() => api.post('/automation/pause', { minutes }))}>
          ${minutes < 60 ? t('rules.minutes', { count: minutes }) : t('rules.hours', { count: minutes / 60 })}</button>`)}
      </div>`;
  }

  #pausedUntil() {
    const end = this.automation?.['paused-until'];
    return end && new Date(end) > new Date() ? end : undefined;
  }

  #resting() {
    const end = this.#pausedUntil();
    return end ? html`
      <section class="card resting" role="status">
        <strong>${t('rules.paused', { time: until(end) })}</strong>
        ${session.may('command') ? html`<button class="main" @click=${() => this.#do(() => api.delete('/automation/pause'))}>
          ${t('rules.resume')}</button>` : nothing}
      </section>` : nothing;
  }

  async #do(call) {
    try {
      this.automation = await call();
      this.fault = undefined;
    } catch (problem) {
      this.fault = problem.message;
    }
  }

  #rule(rule) {
    const failure = rule.status?.failure;
    const errors = (this.findings ?? []).filter(it => it.error && it.rules.includes(rule.id)).length;
    return html`
      <li>
        <a href=${'#/rules/' + encodeURIComponent(rule.id)}><strong>${titleOf(rule)}</strong><p class="soft">${rule.id}</p></a>
        <span class="marks">
          ${failure ? html`<span class="mark danger">${t('rules.failed')}</span>` : nothing}
          ${errors ? html`<span class="mark warn">${t('rules.findings', { count: errors })}</span>` : nothing}
          ${rule.status?.phase === 'active' ? html`<span class="mark ember">${t('rules.active')}</span>` : nothing}
          <span class="mark ${MARKS[rule.state]}">${icon('rules')} ${t('rules.' + rule.state)}</span>
        </span>
        <code>${rule.when}</code>
        ${failure ? html`<p class="error">${failure}</p>` : nothing}
      </li>`;
  }

  #found() {
    return this.findings?.length ? html`
      <section class="card">
        <h2>${t('rules.analysis')}</h2>
        <ul class="rows">${this.findings.map(it => html`
          <li class="finding"><span class="mark ${it.error ? 'danger' : 'warn'}">${t('finding.' + it.kind)}</span>
            <div><strong>${it.rules.join(', ')}</strong><p class="soft">${it.message}</p></div></li>`)}</ul>
      </section>` : nothing;
  }

  #broken() {
    const broken = Object.entries(this.faults ?? {});
    return broken.length ? html`
      <section class="card">
        <h2>${t('rules.broken')}</h2>
        <ul class="rows">${broken.map(([name, faults]) => html`
          <li><div><strong>${name}</strong>
            ${faults.map(it => html`<p class="soft">${it.field}: ${it.expected}</p>`)}</div></li>`)}</ul>
      </section>` : nothing;
  }
}

customElements.define('page-rules', PageRules);
register({ id: 'rules', title: 'rules.title', icon: 'rules', page: 'page-rules', order: 50, roles: ['owner', 'resident', 'installer'] });
