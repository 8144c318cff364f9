// More: the pages that a phone's menu has no room for, language, looks, and the way out.
import { css, html, nothing, PanelElement, icon, register, session, t } from 'panel';
import { menuFor, PLACES_ON_A_PHONE } from '../frame/registry.js';
import { chooseTheme, theme, THEMES } from '../frame/theme.js';
import { signOut } from '../frame/session.js';
import '../frame/language-choice.js';

class PageMore extends PanelElement {
  static properties = { fault: { state: true } };
  static styles = [PanelElement.styles, css`
    .page { max-width: 40rem; }
    dl { display: grid; gap: 1.1rem; }
    dt { font-weight: 550; margin-bottom: 0.4rem; }
    .pages { display: none; }
    .pages a { display: flex; gap: 0.8rem; align-items: center; color: inherit; text-decoration: none; min-height: 2rem; font-weight: 550; }
    @media (max-width: 700px) { .pages { display: block; } }
  `];

  render() {
    const others = menuFor(session.role).filter(it => it.id !== 'more').slice(PLACES_ON_A_PHONE);
    return html`
      <div class="page">
        <header><h1>${t('more.title')}</h1></header>
        ${others.length === 0 ? nothing : html`<ul class="card rows pages">
          ${others.map(it => html`<li><a href=${'#/' + it.id}>${icon(it.icon)} ${t(it.title)}</a></li>`)}
        </ul>`}
        <section class="card">
          <dl>
            <div><dt>${t('more.language')}</dt><dd><panel-language></panel-language></dd></div>
            <div><dt id="looks">${t('more.theme')}</dt><dd>
              <div class="choice" role="group" aria-labelledby="looks">
                ${THEMES.map(name => html`<button aria-pressed=${name === theme()}
                  @click=${() => this.#choose(name)}>${t('more.theme-' + name)}</button>`)}
              </div></dd></div>
            <div><dt>${t('more.signed-in', { name: session.name })}</dt>
              <dd class="soft">${t('role.' + session.role)}</dd></div>
          </dl>
        </section>
        <p class="error" role="alert">${this.fault ?? ''}</p>
        <p><button @click=${this.#leave}>${icon('out')} ${t('more.sign-out')}</button></p>
      </div>`;
  }

  #choose(name) {
    chooseTheme(name);
    this.requestUpdate();
  }

  async #leave() {
    try {
      await signOut();
    } catch (problem) {
      this.fault = problem.message;
    }
  }
}
customElements.define('page-more', PageMore);
register({ id: 'more', title: 'more.title', icon: 'more', page: 'page-more', order: 1000 });
