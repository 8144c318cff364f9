// One rule: what it says, whether it acts, its versions with a way back, what it would have done.
import { css, html, nothing } from 'lit';
import { PanelElement } from '../frame/element.js';
import { api } from '../frame/api.js';
import { house } from '../frame/house.js';
import { icon } from '../frame/icons.js';
import { session } from '../frame/session.js';
import { dateTime, sentence, t, titleOf } from '../frame/words.js';
import { withUnit } from './values.js';
import './rule-backtest.js';

const STATES = ['enabled', 'shadow', 'disabled'];

class RuleDetail extends PanelElement {
  static properties = {
    name: {},
    rule: { attribute: false },
    findings: { attribute: false },
    edition: {},
    whole: { state: true },
    versions: { state: true },
    shadow: { state: true },
    draft: { state: true },
    fault: { state: true },
  };
  static styles = [PanelElement.styles, css`
    .back { display: inline-flex; align-items: center; min-height: var(--touch); gap: 0.3rem; text-decoration: none; font-weight: 550; }
    h2 { margin-bottom: 0.5rem; }
    pre { margin: 0; padding: 0.8rem; background: var(--sunken); border-radius: 0.6rem; overflow-x: auto; font: 0.875rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
    pre span { display: block; min-height: 1.45em; }
    .came { background: var(--pine-ground); color: var(--pine); }
    .went { background: var(--danger-ground); color: var(--danger); }
    textarea { font: 0.875rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; width: 100%; min-height: 16rem; color: var(--ink); background: var(--surface); border: 1px solid var(--line-strong); border-radius: 0.8rem; padding: 0.8rem; }
    .row { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; margin-bottom: 0.6rem; }
    summary { min-height: var(--touch); cursor: pointer; align-content: center; }
    li p { overflow-wrap: anywhere; }
  `];
  #asked;

  willUpdate() {
    const about = `${this.name} ${this.edition}`;
    if (about !== this.#asked) {
      this.#asked = about;
      this.#load();
    }
  }

  async #load() {
    const path = this.#path();
    try {
      [this.whole, this.versions, this.shadow] = await Promise.all([
        api.get(path), api.get(path + '/versions'), api.get(path + '/shadow')]);
    } catch (problem) {
      this.fault = problem.message;
    }
  }

  #path() {
    return '/rules/' + encodeURIComponent(this.name);
  }

  async #change(call) {
    try {
      await call();
      this.fault = undefined;
      this.draft = undefined;
      await this.#load();
    } catch (problem) {
      this.fault = problem.message;
    }
  }

  render() {
    const rule = this.whole ?? this.rule;
    return html`
      <div class="page">
        <a class="back" href="#/rules">${icon('back')} ${t('rules.title')}</a>
        ${this.fault ? html`<p class="card fault" role="alert">${this.fault}</p>` : nothing}
        ${rule ? html`
          <section class="card">
            <div class="row"><h1>${titleOf(rule)}</h1>${this.#state(rule)}</div>
            ${rule.status?.failure ? html`<p class="error" role="alert">${t('rules.failed')}: ${rule.status.failure}</p>` : nothing}
            ${this.findings.map(it => html`<p class="${it.error ? 'error' : 'soft'}">${t('finding.' + it.kind)}: ${it.message}</p>`)}
            ${this.#text(rule)}
          </section>
          ${rule.state === 'shadow' || this.shadow?.length ? this.#shadow() : nothing}
          <rule-backtest .name=${this.name} .draft=${this.draft}></rule-backtest>
          ${this.#versions(rule)}` : nothing}
      </div>`;
  }

  #state(rule) {
    if (!session.may('configure')) {
      return html`<span class="mark">${t('rules.' + rule.state)}</span>`;
    }
    return html`
      <div class="choice" role="group" aria-label=${t('rules.state')}>
        ${STATES.map(state => html`<button aria-pressed=${state === rule.state}
          @click=${() => this.#change(() => api.put(this.#path() + '/state', { state }))}>${t('rules.' + state)}</button>`)}
      </div>`;
  }

  #text(rule) {
    if (this.draft === undefined) {
      return html`<pre tabindex="0"><code>${rule.text}</code></pre>
        ${session.may('configure') && rule.text ? html`<p><button class="quiet" @click=${() => {
          this.draft = rule.text; }}>${t('rules.edit')}</button></p>` : nothing}`;
    }
    return html`
      <textarea aria-label=${t('rules.text')} spellcheck="false" .value=${this.draft}
        @input=${event => { this.draft = event.target.value; }}></textarea>
      <div class="row">
        <button class="quiet" @click=${() => { this.draft = undefined; this.fault = undefined; }}>${t('rules.cancel')}</button>
        <button class="main" @click=${() => this.#change(() => api.put(this.#path(), {
          text: this.draft, 'based-on': rule.number }))}>${t('rules.save')}</button>
      </div>`;
  }

  #shadow() {
    return html`
      <section class="card">
        <h2>${t('rules.would')}</h2>
        ${this.shadow?.length ? html`<ol class="rows">${this.shadow.slice(0, 50).map(it => this.#deed(it))}</ol>`
          : html`<p class="empty">${t('rules.would-none')}</p>`}
      </section>`;
  }

  #deed(it) {
    const point = house.points.get(it.point) ?? { id: it.point ?? '' };
    const what = it.point ? titleOf(point) : sentence(it.text);
    const value = it.value === undefined ? '' : ': ' + withUnit(point, it.value);
    return html`
      <li>
        <p><time class="soft figures" datetime=${it.time}>${dateTime(it.time)}</time>
          <strong>${t('deed.' + it.would)}</strong> ${what}${value}</p>
        ${it.was === undefined ? nothing : html`<p class="soft">${t('rules.was', { value: withUnit(point, it.was) })}</p>`}
        <p class="soft">${sentence(it.explanation.sentence)}</p>
      </li>`;
  }

  #versions(rule) {
    return html`
      <section class="card">
        <h2>${t('rules.versions')}</h2>
        ${this.versions?.length ? html`<ol class="rows">${this.versions.map(it => this.#version(rule, it))}</ol>`
          : html`<p class="empty">${t('rules.unchanged')}</p>`}
      </section>`;
  }

  #version(rule, version) {
    const back = to => this.#change(() => api.post(this.#path() + '/roll-back', { to }));
    const state = version.removed ? 'removed' : version.state;
    return html`
      <li>
        <div class="row">
          <span><strong>${version.number}</strong> · ${version.author.replace(/^[a-z]+:/, '')} ·
            <time class="soft figures" datetime=${version.time}>${dateTime(version.time)}</time>
            ${state ? html`<span class="mark">${t('rules.' + state)}</span>` : nothing} ${version.note}</span>
          ${session.may('configure') && version.number !== rule.number ? html`
            <button @click=${() => back(version.number)}>${t('rules.back')}</button>` : nothing}
        </div>
        <details><summary>${t('rules.difference')}</summary>
          <pre tabindex="0">${version.diff.map(line => html`<span class=${
            line[0] === '+' ? 'came' : line[0] === '-' ? 'went' : ''}>${line}</span>`)}</pre></details>
      </li>`;
  }
}
customElements.define('rule-detail', RuleDetail);
