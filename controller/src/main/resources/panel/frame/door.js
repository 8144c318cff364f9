// What one sees who is not signed in: signing in, or with a one-time link the welcome.
import { css, html, nothing } from 'lit';
import { PanelElement } from './element.js';
import { go, route, routeChanged } from './router.js';
import { signIn, welcome } from './session.js';
import { t } from './words.js';
import './language-choice.js';

const SHORTEST_PASSWORD = 10; // as domovoy.controller.access.Passwords has it
const NAME = '[A-Za-z0-9]+(-[A-Za-z0-9]+)*'; // as domovoy.core.Names has it

class PanelDoor extends PanelElement {
  static properties = { fault: { state: true }, busy: { state: true } };
  static styles = [PanelElement.styles, css`
    :host { display: grid; place-items: center; min-height: 100dvh; padding: 1.25rem; background: radial-gradient(60rem 36rem at 50% 110%, var(--ember-glow), transparent 70%); }
    .card { width: min(26rem, 100%); padding: 1.75rem 1.5rem 1.5rem; display: grid; gap: 1.4rem; }
    header { display: grid; gap: 0.9rem; }
    img { width: 4rem; height: 4rem; }
    footer { display: flex; justify-content: center; }
  `];

  #unfollowRoute;

  connectedCallback() {
    super.connectedCallback();
    this.#unfollowRoute = routeChanged(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollowRoute();
  }

  /** The token of the link, from #/welcome/TOKEN or /welcome?token=TOKEN. */
  get #token() {
    if (route.page === 'welcome') {
      return route.argument || new URLSearchParams(location.search).get('token') || '';
    }
    return location.pathname === '/welcome'
      ? new URLSearchParams(location.search).get('token') ?? '' : '';
  }

  render() {
    const token = this.#token;
    document.title = t('frame.name');
    return html`
      <main class="card">
        <header>
          <img src=${import.meta.resolve('../icon.svg')} alt="">
          <h1>${t(token ? 'door.welcome' : 'door.sign-in')}</h1>
          ${token ? html`<p class="soft">${t('door.welcome-text')}</p>` : nothing}
        </header>
        <form @submit=${event => this.#submit(event, token)}>
          <label>${t('door.name')}
            <input name="name" required autocomplete="username" autocapitalize="none" maxlength="60"
              pattern=${NAME} title=${t('door.name-hint')} spellcheck="false" autofocus>
            ${token ? html`<small>${t('door.name-hint')}</small>` : nothing}
          </label>
          <label>${t('door.password')}
            <input name="password" type="password" required maxlength="200"
              minlength=${token ? SHORTEST_PASSWORD : 1}
              autocomplete=${token ? 'new-password' : 'current-password'}
              aria-describedby=${token ? 'hint' : nothing}>
            ${token ? html`<small id="hint">${
              t('door.password-hint', { count: SHORTEST_PASSWORD })}</small>` : nothing}
          </label>
          <p class="error" role="alert">${this.fault ?? nothing}</p>
          <button class="main" ?disabled=${this.busy}>${t(token ? 'door.begin' : 'door.enter')}</button>
        </form>
        <footer><panel-language></panel-language></footer>
      </main>`;
  }

  async #submit(event, token) {
    event.preventDefault();
    const entered = new FormData(event.target);
    const name = entered.get('name').trim().toLowerCase();
    this.busy = true;
    this.fault = undefined;
    try {
      if (token) {
        await welcome(token, name, entered.get('password'));
        history.replaceState(null, '', '/');
        go('');
      } else {
        await signIn(name, entered.get('password'));
      }
    } catch (problem) {
      this.fault = problem.message;
    } finally {
      this.busy = false;
    }
  }
}
customElements.define('panel-door', PanelDoor);
